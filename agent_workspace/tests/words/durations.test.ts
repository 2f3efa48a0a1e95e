import { describe, expect, it } from "vitest";
import { clock, coarse, compact } from "~/words/durations";
import { en } from "~/words/en";
import { fr } from "~/words/fr";

describe("compact durations (STA-004)", () => {
  it.each([
    [0, "0s", "0\u202fs"],
    [59.9, "59s", "59\u202fs"],
    [200, "3m 20s", "3\u202fmin 20\u202fs"],
    [180, "3m", "3\u202fmin"],
    [7_500, "2h 5m", "2\u202fh 5\u202fmin"],
    [90_000, "1d 1h", "1\u202fj 1\u202fh"],
    [950_400, "1w 4d", "1\u202fsem 4\u202fj"],
    [-3, "0s", "0\u202fs"],
  ])("%d s reads %s", (seconds, english, french) => {
    expect(compact(seconds, en.units)).toBe(english);
    expect(compact(seconds, fr.units)).toBe(french);
  });

  it.each([
    [45, "45s"],
    [61, "1m"],
    [7_500, "2h"],
    [90_000, "1d"],
  ])("%d s is roughly %s", (seconds, rough) => {
    expect(coarse(seconds, en.units)).toBe(rough);
  });

  it.each([
    [0, "0:00"],
    [67, "1:07"],
    [760, "12:40"],
    [3_723, "1:02:03"],
  ])("%d s on a clock is %s", (seconds, shown) => {
    expect(clock(seconds)).toBe(shown);
  });
});
