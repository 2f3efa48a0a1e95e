import { describe, expect, it } from "vitest";
import { matches } from "~/design/matching";
import { initials } from "~/my_work/customer-name";

describe("what is typed", () => {
  it.each([
    ["", "anything", true],
    ["call", "Call back", true],
    ["back", "Call back", true],
    ["ca ba", "Call back", true],
    ["elev", "Élève", true],
    ["ack", "Call back", false],
    ["call x", "Call back", false],
  ])("%j against %j matches: %s", (typed, name, expected) => {
    expect(matches(name, typed)).toBe(expected);
  });
});

describe("initials", () => {
  it.each([
    ["Ada Byron", "AB"],
    ["ada@example.org", "AE"],
    ["Ada", "A"],
    ["élise", "É"],
    ["", ""],
  ])("of %j are %j", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
