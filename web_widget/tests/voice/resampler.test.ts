/** A voice sounds the same at the recording's rate, whatever the microphone's (VML-001). */
import { describe, expect, it } from "vitest";
import { Resampler } from "../../src/voice/resampler";

const tone = (hertz: number, rate: number, seconds = 0.5): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, index) =>
    Math.sin((2 * Math.PI * hertz * index) / rate),
  );

function resampled(sound: Float32Array, rate: number, piece: number): Float32Array {
  const resampler = new Resampler(rate, 16_000);
  const parts: number[] = [];
  for (let at = 0; at < sound.length; at += piece)
    parts.push(...resampler.push(sound.slice(at, at + piece)));
  return Float32Array.from(parts);
}

/** The root mean square, without the edges. */
function power(sound: Float32Array): number {
  const inner = sound.slice(200, -200);
  return Math.sqrt(inner.reduce((sum, sample) => sum + sample * sample, 0) / inner.length);
}

describe.each([48_000, 44_100, 16_000, 8_000])("from %i samples a second", (rate) => {
  it("keeps the length and the loudness of a voice", () => {
    const sound = resampled(tone(440, rate), rate, 2_400);
    expect(Math.abs(sound.length - 8_000)).toBeLessThan(60);
    expect(power(sound)).toBeCloseTo(Math.SQRT1_2, 2);
  });

  it("gives the same whatever the pieces", () => {
    const [small, large] = [128, 5_000].map((piece) => resampled(tone(700, rate), rate, piece));
    expect(small?.length).toBe(large?.length);
    const apart = (small ?? []).map((sample, index) => Math.abs(sample - (large?.[index] ?? 9)));
    expect(Math.max(...apart)).toBeLessThan(1e-4);
  });
});

it("leaves nothing of what the new rate cannot hold", () => {
  expect(power(resampled(tone(11_000, 48_000), 48_000, 2_400))).toBeLessThan(0.005);
});
