import { describe, expect, it } from "vitest";
import { momentOf, preset } from "~/callback/appointment";

const NOW = Date.parse("2026-03-28T09:02:00Z");
const PARIS = "Europe/Paris";

describe("an appointment for a call (CBK-005)", () => {
  it.each([
    ["hour", "2026-03-28", "11:05"],
    ["tomorrow", "2026-03-29", "10:05"],
    ["week", "2026-04-04", "10:05"],
  ] as const)("one press proposes: %s", (name, day, time) => {
    expect(preset(name, NOW, PARIS)).toEqual({ day, time, zone: PARIS });
  });

  it("at the same time tomorrow keeps the time where the clocks change over night", () => {
    expect(momentOf(preset("tomorrow", NOW, PARIS), NOW)).toBe(Date.parse("2026-03-29T08:05Z"));
  });

  it.each([
    ["2026-03-28", "10:02", "past"],
    ["2026-03-27", "23:00", "past"],
    ["2026-03-29", "02:30", "skipped"],
    ["2026-03-29", "", "noTime"],
    ["2026-03-28", "10:03", Date.parse("2026-03-28T09:03Z")],
  ])("on %s at %s is %s", (day, time, outcome) => {
    expect(momentOf({ day, time, zone: PARIS }, NOW)).toBe(outcome);
  });
});
