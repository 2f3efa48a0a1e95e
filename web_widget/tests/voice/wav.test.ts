/** What the browser writes is what every player and the gateway read (VML-001). */
import { describe, expect, it } from "vitest";
import { wavOf } from "../../src/voice/wav";

const textAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.slice(at, at + 4));

describe("a WAV file", () => {
  const bytes = wavOf([Float32Array.of(0, 1), Float32Array.of(-1, 0.5, 7, -7)]);
  const view = new DataView(bytes.buffer);

  it("says what it holds", () => {
    expect([0, 8, 12, 36].map((at) => textAt(bytes, at))).toEqual(["RIFF", "WAVE", "fmt ", "data"]);
    expect(view.getUint32(4, true)).toBe(bytes.length - 8);
    expect(view.getUint32(16, true)).toBe(16);
    const [pcm, channels] = [view.getUint16(20, true), view.getUint16(22, true)];
    expect([pcm, channels]).toEqual([1, 1]);
    expect([view.getUint32(24, true), view.getUint32(28, true)]).toEqual([16_000, 32_000]);
    expect([view.getUint16(32, true), view.getUint16(34, true)]).toEqual([2, 16]);
    expect(view.getUint32(40, true)).toBe(12);
    expect(bytes.length).toBe(44 + 12);
  });

  it("holds the samples of every block in order, cut off where they are too loud", () => {
    const samples = Array.from({ length: 6 }, (_, index) => view.getInt16(44 + 2 * index, true));
    expect(samples).toEqual([0, 32_767, -32_767, 16_384, 32_767, -32_767]);
  });

  it("may be empty", () => {
    expect(wavOf([]).length).toBe(44);
  });
});
