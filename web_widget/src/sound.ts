/** One soft tone for a new message, made on the spot. */

/** Two falling partials of a major third: noticed in a quiet room, bearable in an open office. */
const PARTIALS = [
  { hertz: 659.26, after: 0, gain: 0.05 },
  { hertz: 523.25, after: 0.11, gain: 0.045 },
];
const FADE = 0.45;

export class Chime {
  #context: AudioContext | null = null;

  /** Browsers allow sound only after a gesture: call this in one. */
  unlock(): void {
    this.#context ??= new AudioContext();
    void this.#context.resume();
  }

  play(): void {
    const context = this.#context;
    if (context?.state !== "running") return;
    for (const { hertz, after, gain } of PARTIALS) {
      const start = context.currentTime + after;
      const oscillator = new OscillatorNode(context, { frequency: hertz, type: "sine" });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(gain, start + 0.015);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + FADE);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(start);
      oscillator.stop(start + FADE);
    }
  }
}
