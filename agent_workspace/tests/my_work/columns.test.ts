import { describe, expect, it } from "vitest";
import { arrange } from "~/my_work/columns";

describe("columns", () => {
  it.each<[string, string[], string[], string | null, string | null, number, string[]]>([
    ["show the first work that opens", [], ["a"], null, null, 1, ["a"]],
    ["take a free place", ["a"], ["a", "b"], "b", "a", 2, ["a", "b"]],
    ["replace the active one when full", ["a", "b"], ["a", "b", "c"], "c", "b", 2, ["a", "c"]],
    [
      "never shuffle those already standing",
      ["a", "b", "c"],
      ["c", "b", "a"],
      "a",
      "c",
      3,
      ["a", "b", "c"],
    ],
    ["drop what was closed and fill its place", ["a", "b"], ["b", "c"], "b", "b", 2, ["b", "c"]],
    [
      "keep the active one when the window narrows",
      ["a", "b", "c"],
      ["a", "b", "c"],
      "c",
      "c",
      1,
      ["c"],
    ],
    ["keep left of it what still fits", ["a", "b", "c"], ["a", "b", "c"], "c", "c", 2, ["a", "c"]],
    ["fill up when the window widens", ["b"], ["a", "b", "c"], "b", "b", 3, ["b", "a", "c"]],
    ["are none without work", ["a"], [], null, "a", 3, []],
    ["ignore what is not open", ["a"], ["a"], "gone", "a", 2, ["a"]],
  ])("%s", (_, columns, open, shown, active, fit, expected) => {
    expect(arrange(columns, open, shown, active, fit)).toEqual(expected);
  });
});
