/** Playback: one recording, heard again and again until told to stop (VML-012). */

import { type ReadonlySignal, signal } from "@preact/signals";

/** What playback needs of an audio element. */
export type Sound = Pick<
  HTMLAudioElement,
  | "addEventListener"
  | "currentTime"
  | "defaultPlaybackRate"
  | "duration"
  | "loop"
  | "paused"
  | "pause"
  | "play"
  | "playbackRate"
  | "volume"
>;

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const;
export type Speed = (typeof SPEEDS)[number];

/** How somebody likes to listen; kept from one recording to the next. */
export interface Listening {
  readonly speed: Speed;
  /** From 0 to 1. */
  readonly volume: number;
}

export const LISTENING: Listening = { speed: 1, volume: 1 };

export class Playback {
  private readonly at = signal(0);
  private readonly runs = signal(false);
  private readonly lasts: ReturnType<typeof signal<number>>;

  /** `seconds` is how long the gateway says the recording lasts: known before a byte is loaded. */
  constructor(
    private readonly sound: Sound,
    seconds: number,
  ) {
    this.lasts = signal(seconds);
    sound.loop = true;
    const measure = () => {
      // A recording without a length of its own reports NaN or Infinity.
      if (Number.isFinite(sound.duration) && sound.duration > 0) this.lasts.value = sound.duration;
    };
    sound.addEventListener("durationchange", measure);
    sound.addEventListener("timeupdate", () => this.look());
    sound.addEventListener("seeked", () => this.look());
    sound.addEventListener("play", () => {
      this.runs.value = true;
    });
    sound.addEventListener("pause", () => {
      this.runs.value = false;
    });
  }

  get playing(): ReadonlySignal<boolean> {
    return this.runs;
  }

  /** Seconds heard of the present round, as often as the browser tells. */
  get position(): ReadonlySignal<number> {
    return this.at;
  }

  get duration(): number {
    return this.lasts.value ?? 0;
  }

  /** Seconds heard of the present round, exactly now. */
  exactPosition(): number {
    return this.sound.currentTime;
  }

  /** Resolves to whether it plays: a browser may want a click first. */
  async play(): Promise<boolean> {
    try {
      await this.sound.play();
      return true;
    } catch {
      // NotAllowedError without a gesture, AbortError when paused meanwhile: both leave it paused.
      return false;
    }
  }

  pause(): void {
    this.sound.pause();
  }

  toggle(): void {
    if (this.sound.paused) void this.play();
    else this.pause();
  }

  seek(seconds: number): void {
    this.sound.currentTime = Math.min(Math.max(0, seconds), this.duration);
    this.look();
  }

  step(seconds: number): void {
    this.seek(this.sound.currentTime + seconds);
  }

  listen({ speed, volume }: Listening): void {
    this.sound.playbackRate = speed;
    // Loading another sound goes back to the default.
    this.sound.defaultPlaybackRate = speed;
    this.sound.volume = volume;
  }

  private look(): void {
    this.at.value = this.sound.currentTime;
  }
}
