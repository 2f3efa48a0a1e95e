/** Brings a microphone's samples to the rate of a recording, block by block. */

/** Zero crossings of the filter on either side: above half the new rate next to nothing is left. */
const WINGS = 16;
/** Places between two samples that are told apart; 44.1 kHz to 16 kHz needs 160. */
const PHASES = 320;

/**
 * A windowed-sinc filter that is moved along the input. Not left to the browser: Firefox connects no
 * microphone to a context of another rate, and others filter nothing while they play a buffer.
 */
export class Resampler {
  readonly #step: number;
  readonly #cutoff: number;
  /** How far the filter reaches to either side, in samples of the input. */
  readonly #reach: number;
  readonly #filters = new Map<number, Float32Array>();
  /** Input that the filter still needs; it begins with silence. */
  #held: Float32Array;
  /** Where in the held input the next sample lies. */
  #at: number;

  constructor(from: number, to: number) {
    this.#step = from / to;
    this.#cutoff = Math.min(1, to / from);
    this.#reach = Math.ceil(WINGS / this.#cutoff);
    this.#held = new Float32Array(this.#reach);
    this.#at = this.#reach;
  }

  push(block: Float32Array): Float32Array {
    if (this.#step === 1) return block;
    const input = new Float32Array(this.#held.length + block.length);
    input.set(this.#held);
    input.set(block, this.#held.length);
    const last = input.length - this.#reach - 1;
    const output: number[] = [];
    for (; this.#at <= last; this.#at += this.#step) output.push(this.#sample(input));
    const done = Math.max(0, Math.floor(this.#at) - this.#reach);
    this.#held = input.slice(done);
    this.#at -= Math.min(done, input.length);
    return Float32Array.from(output);
  }

  #sample(input: Float32Array): number {
    const whole = Math.floor(this.#at);
    const filter = this.#filter(Math.round((this.#at - whole) * PHASES));
    const first = whole - this.#reach;
    let sum = 0;
    for (let tap = 0; tap < filter.length; tap++)
      sum += (filter[tap] ?? 0) * (input[first + tap] ?? 0);
    return sum;
  }

  #filter(phase: number): Float32Array {
    const known = this.#filters.get(phase);
    if (known) return known;
    const taps = Array.from({ length: 2 * this.#reach + 2 }, (_, tap) => {
      const x = tap - this.#reach - phase / PHASES;
      return Math.abs(x) < this.#reach ? sinc(x * this.#cutoff) * hann(x / this.#reach) : 0;
    });
    const sum = taps.reduce((total, tap) => total + tap, 0);
    const filter = Float32Array.from(taps, (tap) => tap / sum);
    this.#filters.set(phase, filter);
    return filter;
  }
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function hann(x: number): number {
  return 0.5 + 0.5 * Math.cos(Math.PI * x);
}
