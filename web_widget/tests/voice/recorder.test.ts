/** A voice message: begun, heard, ended, listened to, begun again (VML-001). */
import { beforeEach, describe, expect, it } from "vitest";
import {
  LONGEST,
  levelOf,
  MicrophoneRefused,
  Recorder,
  type Trouble,
} from "../../src/voice/recorder";

/** A microphone in the test's hands. */
class FakeMicrophone {
  rate = 16_000;
  opened = 0;
  closed = 0;
  trouble: Trouble | null = null;
  heard: (block: Float32Array) => void = () => {};
  lost: () => void = () => {};
  answer = Promise.resolve();

  readonly open = async (heard: typeof this.heard, lost: typeof this.lost) => {
    await this.answer;
    if (this.trouble) throw new MicrophoneRefused(this.trouble);
    this.opened += 1;
    this.heard = heard;
    this.lost = lost;
    return { rate: this.rate, close: () => this.#close() };
  };

  #close(): void {
    this.closed += 1;
  }

  speak(seconds: number, loud = 0.5): void {
    const at = (_: unknown, index: number) => loud * Math.sin(index / 4);
    this.heard(Float32Array.from({ length: seconds * this.rate }, at));
  }
}

let microphone: FakeMicrophone;
let recorder: Recorder;
const phase = (): string => recorder.state.value.phase;

beforeEach(() => {
  microphone = new FakeMicrophone();
  recorder = new Recorder(microphone.open);
});

describe("a recorder", () => {
  it("asks, records with its level, and gives what was said", async () => {
    const starting = recorder.start();
    expect(phase()).toBe("asking");
    await starting;
    microphone.speak(2);
    expect(recorder.state.value).toMatchObject({ phase: "recording" });
    const { level } = recorder.state.value as { level: number };
    expect(level).toBeGreaterThan(0.7);

    recorder.stop();

    expect(recorder.state.value).toMatchObject({ phase: "recorded", silent: false });
    const { seconds, wav } = recorder.state.value as { seconds: number; wav: Uint8Array };
    expect(seconds).toBeCloseTo(2, 1);
    expect(wav.length).toBeCloseTo(44 + 2 * 16_000 * seconds, -1);
    expect(microphone.closed).toBe(1);
  });

  it("ends by itself after three minutes, to the sample", async () => {
    await recorder.start();
    for (let second = 0; second < LONGEST + 2; second++) microphone.speak(1);
    expect(recorder.state.value).toMatchObject({ phase: "recorded", seconds: LONGEST });
    expect(microphone.closed).toBe(1);
  });

  it("begins anew without anything of the first attempt", async () => {
    await recorder.start();
    microphone.speak(3);
    recorder.stop();
    await recorder.start();
    microphone.speak(1);
    recorder.stop();
    const { seconds } = recorder.state.value as { seconds: number };
    expect(seconds).toBeCloseTo(1, 1);
    expect(microphone.closed).toBe(2);
  });

  it.each<Trouble>(["denied", "missing", "busy"])("says when it is %s", async (trouble) => {
    microphone.trouble = trouble;
    await recorder.start();
    expect(recorder.state.value).toEqual({ phase: "failed", trouble });
    microphone.trouble = null;
    await recorder.start();
    expect(phase()).toBe("recording");
  });

  it("takes two presses of the button for no message", async () => {
    await recorder.start();
    microphone.speak(0.2);
    recorder.stop();
    expect(recorder.state.value).toEqual({ phase: "failed", trouble: "short" });
  });

  it("notices a muted microphone", async () => {
    await recorder.start();
    microphone.speak(2, 0.0005);
    recorder.stop();
    expect(recorder.state.value).toMatchObject({ phase: "recorded", silent: true });
  });

  it("keeps what was said when the microphone is unplugged", async () => {
    await recorder.start();
    microphone.speak(2);
    microphone.lost();
    expect(phase()).toBe("recorded");
  });

  it("lets go of a microphone that comes after the visitor has left", async () => {
    const starting = recorder.start();
    recorder.discard();
    await starting;
    expect([microphone.opened, microphone.closed]).toEqual([1, 1]);
    microphone.speak(1);
    expect(phase()).toBe("empty");
  });
});

it("shows a level as ears judge it", () => {
  const steady = (value: number): number => levelOf(new Float32Array(100).fill(value));
  expect([steady(0), steady(0.001), steady(1)]).toEqual([0, 0, 1]);
  expect(steady(0.1)).toBeGreaterThan(0.5);
  expect(levelOf(new Float32Array())).toBe(0);
});
