/** A voice message on its way from the microphone to a file. */

import { Observable } from "../observable";
import { Resampler } from "./resampler";
import { RATE, wavOf } from "./wav";

/** Seconds after which a recording ends by itself. */
export const LONGEST = 180;
/** Seconds below which somebody has pressed the button twice and said nothing. */
const SHORTEST = 0.5;
/** Below this no sample of a voice stays: the microphone is muted. */
const SILENCE = 0.004;
/** The quietest level that is shown, in decibels. */
const FLOOR = -54;

export type Trouble = "denied" | "missing" | "busy" | "short";

export class MicrophoneRefused extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble);
  }
}

export interface Microphone {
  /** Samples a second. */
  readonly rate: number;
  close(): void;
}

/** @throws {MicrophoneRefused} when there is none to be heard */
export type OpenMicrophone = (
  heard: (block: Float32Array) => void,
  lost: () => void,
) => Promise<Microphone>;

export type RecorderState =
  | { phase: "empty" }
  /** The browser asks the visitor. */
  | { phase: "asking" }
  | { phase: "recording"; seconds: number; level: number }
  | { phase: "recorded"; seconds: number; wav: Uint8Array<ArrayBuffer>; silent: boolean }
  | { phase: "failed"; trouble: Trouble };

export class Recorder {
  readonly state = new Observable<RecorderState>({ phase: "empty" });
  #microphone: Microphone | null = null;
  #resampler: Resampler | null = null;
  #blocks: Float32Array[] = [];
  #samples = 0;
  #loudest = 0;
  /** Counts the attempts: what an earlier one still brings is not this one's. */
  #attempt = 0;

  constructor(private readonly open: OpenMicrophone) {}

  /** Begins anew; what was recorded before is gone. */
  async start(): Promise<void> {
    this.discard();
    const attempt = this.#attempt;
    const mine = (): boolean => attempt === this.#attempt;
    this.state.value = { phase: "asking" };
    try {
      const microphone = await this.open(
        (block) => mine() && this.#hear(block),
        () => mine() && this.stop(),
      );
      if (!mine()) return microphone.close();
      this.#microphone = microphone;
      this.#resampler = new Resampler(microphone.rate, RATE);
      this.state.value = { phase: "recording", seconds: 0, level: 0 };
    } catch (error) {
      if (!(error instanceof MicrophoneRefused)) throw error;
      if (mine()) this.state.value = { phase: "failed", trouble: error.trouble };
    }
  }

  /** Ends the recording, to be listened to. */
  stop(): void {
    if (this.state.value.phase !== "recording") return;
    this.#close();
    const seconds = this.#samples / RATE;
    this.state.value =
      seconds < SHORTEST
        ? { phase: "failed", trouble: "short" }
        : {
            phase: "recorded",
            seconds,
            wav: wavOf(this.#blocks),
            silent: this.#loudest < SILENCE,
          };
    this.#blocks = [];
  }

  /** Forgets what was recorded, and lets go of the microphone. */
  discard(): void {
    this.#close();
    this.#attempt += 1;
    this.#blocks = [];
    this.#samples = 0;
    this.#loudest = 0;
    this.state.value = { phase: "empty" };
  }

  #hear(block: Float32Array): void {
    if (!this.#resampler) return;
    const most = LONGEST * RATE - this.#samples;
    const sound = this.#resampler.push(block).subarray(0, most);
    this.#blocks.push(sound);
    this.#samples += sound.length;
    this.#loudest = sound.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), this.#loudest);
    const seconds = this.#samples / RATE;
    this.state.value = { phase: "recording", seconds, level: levelOf(sound) };
    if (seconds >= LONGEST) this.stop();
  }

  #close(): void {
    this.#microphone?.close();
    this.#microphone = null;
    this.#resampler = null;
  }
}

/** How loud a block is, from 0 to 1, as ears judge it. */
export function levelOf(block: Float32Array): number {
  if (block.length === 0) return 0;
  const power = block.reduce((sum, sample) => sum + sample * sample, 0) / block.length;
  return Math.max(0, Math.min(1, 1 - (10 * Math.log10(power)) / FLOOR));
}
