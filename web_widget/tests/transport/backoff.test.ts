/** Attempts to connect spread out and never stop. */
import { expect, it } from "vitest";
import { delayAfter } from "../../src/transport/backoff";

it("doubles from half a second to a quarter of a minute", () => {
  expect(
    [0, 1, 2, 3, 4, 5, 50].map((failures) => delayAfter(failures, 0.999999)).map(Math.round),
  ).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000]);
});

it("spreads over the upper half, so that widgets do not return together", () => {
  expect(delayAfter(2, 0)).toBe(1000);
  expect(delayAfter(2, 0.5)).toBe(1500);
});
