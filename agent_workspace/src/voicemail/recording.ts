/** A recording: its sound and its outline, fetched once and kept until it is released. */

import type { VoicemailPeaks } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import { Playback, type Sound } from "~/voicemail/playback";

export interface RecordingSource {
  readonly audioUrl: string;
  readonly peaksUrl: string | null;
  /** As the gateway measured it. */
  readonly seconds: number;
}

export interface RecordingPorts {
  /** The bytes at an address of the gateway; rejects where there are none. */
  fetch(url: string): Promise<Blob>;
  /** An element that makes the sound of `Blob`s audible. */
  sound(): Sound & { src: string };
  /** An address of these bytes within this page, and what gives them up again. */
  address(bytes: Blob): { readonly url: string; release(): void };
  /** Whether somebody looks at this page, and not at another of theirs. */
  attended(): boolean;
  /** Says what is about to be heard; resolves once that has been said (VML-008). */
  announce(medium: "voicemail" | "callback", volume: number): Promise<void>;
}

export type RecordingState = "loading" | "ready" | "failed";

export class Recording {
  readonly playback: Playback;
  private readonly stands = signal<RecordingState>("loading");
  private readonly outline = signal<readonly number[]>([]);
  private readonly said = signal(false);
  private readonly sound: Sound & { src: string };
  private held: { release(): void } | null = null;
  private released = false;
  private eager = false;

  constructor(
    private readonly ports: RecordingPorts,
    private source: RecordingSource,
  ) {
    this.sound = ports.sound();
    this.playback = new Playback(this.sound, source.seconds);
  }

  get state(): ReadonlySignal<RecordingState> {
    return this.stands;
  }

  /** Whether it is being said what is about to be heard. */
  get announced(): ReadonlySignal<boolean> {
    return this.said;
  }

  /** How loud it is along its length, from 0 to 1; empty until known. */
  get loudness(): ReadonlySignal<readonly number[]> {
    return this.outline;
  }

  /**
   * Fetches the whole recording at once: its address ends, and it is heard for longer than that.
   */
  async load(source: RecordingSource = this.source): Promise<void> {
    this.source = source;
    this.stands.value = "loading";
    void this.draw();
    try {
      const bytes = await this.ports.fetch(this.source.audioUrl);
      if (this.released) return;
      this.held?.release();
      const held = this.ports.address(bytes);
      this.held = held;
      this.sound.src = held.url;
      this.stands.value = "ready";
      this.playIfWanted();
    } catch {
      // Whatever the reason, the person is offered to try again.
      this.stands.value = "failed";
    }
  }

  /** Plays as soon as it is there and what comes before it has been said. */
  async playAfter(announcement: Promise<void>): Promise<void> {
    this.eager = true;
    this.said.value = true;
    await announcement;
    this.said.value = false;
    this.playIfWanted();
  }

  /** Falls silent, and does not begin by itself any more. */
  hush(): void {
    this.eager = false;
    this.playback.pause();
  }

  release(): void {
    this.released = true;
    this.hush();
    this.held?.release();
  }

  private playIfWanted(): void {
    if (this.eager && !this.said.peek() && this.stands.peek() === "ready") {
      this.eager = false;
      void this.playback.play();
    }
  }

  private async draw(): Promise<void> {
    const { peaksUrl } = this.source;
    if (peaksUrl === null || this.outline.peek().length > 0) return;
    try {
      const text = await (await this.ports.fetch(peaksUrl)).text();
      this.outline.value = (JSON.parse(text) as VoicemailPeaks).peaks;
    } catch {
      // Without its outline a recording is drawn as a line, and played all the same.
    }
  }
}
