/** Recordings: one for each voicemail at hand, of which one is heard at a time. */

import type { CallerHistory } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { DeskEvent } from "~/state/events";
import { isMine } from "~/state/work";
import type { Kept } from "~/storage/kept";
import { LISTENING, type Listening } from "~/voicemail/playback";
import { Recording, type RecordingPorts } from "~/voicemail/recording";
import { type Recorded, sourceOf } from "~/voicemail/voicemail";

const KEY = "listening";

export class Recordings {
  private readonly held = new Map<string, Recording>();
  private readonly liked = signal<Listening>(LISTENING);
  private readonly known = new Set<string>();
  private kept: Kept | null = null;

  constructor(private readonly ports: RecordingPorts) {}

  get listening(): ReadonlySignal<Listening> {
    return this.liked;
  }

  belongTo(kept: Kept): void {
    this.kept = kept;
    this.liked.value = { ...LISTENING, ...kept.read<Listening>(KEY) };
  }

  /** Speed and volume, of what is heard now and of what comes later. */
  listen(change: Partial<Listening>): void {
    this.liked.value = { ...this.liked.peek(), ...change };
    this.kept?.write(KEY, this.liked.peek());
    for (const { playback } of this.held.values()) playback.listen(this.liked.peek());
  }

  /** The recording that came with this interaction; null where it has none to hear. */
  of(interaction: Recorded): Recording | null {
    const source = sourceOf(interaction);
    if (source === null) return null;
    const held = this.held.get(interaction.id);
    if (held !== undefined) return held;
    const recording = new Recording(this.ports, source);
    this.held.set(interaction.id, recording);
    recording.playback.listen(this.liked.peek());
    recording.playback.playing.subscribe((playing) => {
      if (playing) this.pauseAllBut(interaction.id);
    });
    void recording.load();
    return recording;
  }

  /** Fetches it again, from where the gateway says that it is now. */
  async retry(interaction: Recorded): Promise<void> {
    const source = sourceOf(interaction);
    if (source !== null) await this.held.get(interaction.id)?.load(source);
  }

  /** What the caller of a recording in hand has left before; rejects where that is not told. */
  async history(voicemailId: string): Promise<CallerHistory> {
    const body = await this.ports.fetch(`/api/v1/voicemails/${voicemailId}/history`);
    return JSON.parse(await body.text());
  }

  follow(event: DeskEvent): void {
    if (event.type === "snapshot") {
      const open = new Set(event.payload.interactions.filter(isMine).map(({ id }) => id));
      for (const id of open) this.known.add(id);
      for (const id of [...this.held.keys()]) if (!open.has(id)) this.release(id);
    }
    if (event.type === "link" && event.link.state === "signed_out") {
      for (const id of [...this.held.keys()]) this.release(id);
    }
    if (event.type !== "interaction") return;
    const { payload } = event;
    if (!isMine(payload)) return this.release(payload.id);
    if (payload.handling?.state !== "active") {
      // Ending is what a caller's hanging up was: from here on one asks to hear it.
      this.held.get(payload.id)?.hush();
    } else if (!this.known.has(payload.id)) {
      // Accepting begins the playing (VML-007), on the page where that was done.
      const recording = this.of(payload);
      if (recording !== null && this.ports.attended()) {
        this.pauseAllBut(payload.id);
        const medium = payload.medium === "callback" ? "callback" : "voicemail";
        void recording.playAfter(this.ports.announce(medium, this.liked.peek().volume));
      }
    }
    this.known.add(payload.id);
  }

  private pauseAllBut(id: string): void {
    for (const [other, recording] of this.held) if (other !== id) recording.hush();
  }

  private release(id: string): void {
    this.known.delete(id);
    this.held.get(id)?.release();
    this.held.delete(id);
  }
}
