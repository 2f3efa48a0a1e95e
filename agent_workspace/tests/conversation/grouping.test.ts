import { describe, expect, it } from "vitest";
import { groupByDay } from "~/conversation/grouping";
import { message } from "../kit";

const at = (time: string) => ({ at: new Date(`2026-03-02T${time}`).toISOString() });

describe("a log", () => {
  it("groups what one author says in a row", () => {
    const [day] = groupByDay([
      message(1, at("09:00:00")),
      message(2, at("09:01:00")),
      message(3, { ...at("09:02:00"), from: "agent", name: "Agent" }),
      message(4, at("09:03:00")),
    ]);
    expect(day?.groups.map(({ from, messages }) => [from, messages.length])).toEqual([
      ["customer", 2],
      ["agent", 1],
      ["customer", 1],
    ]);
  });

  it("begins a new group after a pause, and for another agent", () => {
    const [day] = groupByDay([
      message(1, at("09:00:00")),
      message(2, at("09:05:00")),
      message(3, { ...at("09:05:10"), from: "agent", name: "One" }),
      message(4, { ...at("09:05:20"), from: "agent", name: "Two" }),
    ]);
    expect(day?.groups).toHaveLength(4);
  });

  it("marks each day once", () => {
    const days = groupByDay([
      message(1, { at: new Date("2026-03-02T10:00:00").toISOString() }),
      message(2, { at: new Date("2026-03-03T10:00:00").toISOString() }),
      message(3, { at: new Date("2026-03-03T10:00:30").toISOString() }),
    ]);
    expect(days.map(({ day }) => day)).toEqual(["2026-03-02", "2026-03-03"]);
  });
});
