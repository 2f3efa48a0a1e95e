import { describe, expect, it } from "vitest";
import { addMonths, moved, weeksOf } from "~/callback/month";

describe("a month of the calendar", () => {
  it("shows whole weeks from Monday", () => {
    const weeks = weeksOf("2026-03-15");
    expect(weeks).toHaveLength(6);
    expect(weeks[0]).toEqual([
      "2026-02-23",
      "2026-02-24",
      "2026-02-25",
      "2026-02-26",
      "2026-02-27",
      "2026-02-28",
      "2026-03-01",
    ]);
    expect(weeks.at(-1)?.[1]).toBe("2026-03-31");
  });

  it("has no week of another month alone", () => {
    expect(weeksOf("2027-02-10")).toHaveLength(4);
  });

  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-12-05", 1, "2027-01-05"],
    ["2026-01-05", -1, "2025-12-05"],
  ])("from %s, %d on, leads to %s", (day, months, there) => {
    expect(addMonths(day, months)).toBe(there);
  });

  it.each([
    ["ArrowLeft", "2026-02-28"],
    ["ArrowRight", "2026-03-02"],
    ["ArrowUp", "2026-02-22"],
    ["ArrowDown", "2026-03-08"],
    ["Home", "2026-02-23"],
    ["End", "2026-03-01"],
    ["PageUp", "2026-02-01"],
    ["PageDown", "2026-04-01"],
    ["a", null],
  ])("goes by %s from a Sunday, the first, to %s", (key, there) => {
    expect(moved("2026-03-01", key)).toBe(there);
  });
});
