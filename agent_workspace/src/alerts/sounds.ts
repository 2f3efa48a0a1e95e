/** Three soft tones, generated: an offer, a message, a warning. */

import { signal } from "@preact/signals";
import type { Kept } from "~/storage/kept";

export type SoundName = "offer" | "message" | "warning";

interface Note {
  readonly hertz: number;
  readonly at: number;
  readonly lasts: number;
}

/** Offer rises, message is one drop, warning falls: told apart without looking. */
const TUNES: Record<SoundName, readonly Note[]> = {
  offer: [
    { hertz: 587.33, at: 0, lasts: 0.28 },
    { hertz: 880, at: 0.16, lasts: 0.5 },
  ],
  message: [{ hertz: 698.46, at: 0, lasts: 0.22 }],
  warning: [
    { hertz: 493.88, at: 0, lasts: 0.24 },
    { hertz: 369.99, at: 0.2, lasts: 0.42 },
  ],
};
const ATTACK_SECONDS = 0.012;
const LOUDEST = 0.32;
const VOLUME_KEY = "volume";
const USUAL_VOLUME = 0.6;

export class Sounds {
  /** From 0 to 1, kept in this browser: how loud is right depends on the room. */
  readonly volume = signal(USUAL_VOLUME);
  private context: AudioContext | null = null;

  constructor(private readonly kept: Kept) {
    this.volume.value = kept.read<number>(VOLUME_KEY) ?? USUAL_VOLUME;
  }

  setVolume(volume: number): void {
    this.volume.value = Math.min(1, Math.max(0, volume));
    this.kept.write(VOLUME_KEY, this.volume.value);
  }

  /** Browsers let a page sound only after the person has touched it. */
  unlock(): void {
    this.context ??= new AudioContext();
    if (this.context.state === "suspended") void this.context.resume();
  }

  play(name: SoundName): void {
    const { context } = this;
    if (context === null || context.state !== "running") return;
    for (const note of TUNES[name]) this.sing(context, note);
  }

  private sing(context: AudioContext, { hertz, at, lasts }: Note): void {
    const start = context.currentTime + at;
    const tone = context.createOscillator();
    const envelope = context.createGain();
    tone.type = "sine";
    tone.frequency.value = hertz;
    envelope.gain.setValueAtTime(0, start);
    envelope.gain.linearRampToValueAtTime(LOUDEST * this.volume.value ** 2, start + ATTACK_SECONDS);
    envelope.gain.exponentialRampToValueAtTime(0.0001, start + lasts);
    tone.connect(envelope).connect(context.destination);
    tone.start(start);
    tone.stop(start + lasts);
  }
}
