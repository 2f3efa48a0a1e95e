import { describe, expect, it } from "vitest";
import { bare, triggerAt } from "~/knowledge/trigger";

const atEnd = (text: string) => triggerAt(text, text.length);

describe("a shortcut being typed (FAQ-006)", () => {
  it.each([
    ["\\q", "\\q"],
    ["\\", "\\"],
    ["Hello \\hours", "\\hours"],
    ["first line\n<Prix", "<Prix"],
    ["<Prix>", "<Prix>"],
    ["(\\q", "\\q"],
    ["« \\délai", "\\délai"],
  ])("in %j is %j", (text, typed) => {
    expect(atEnd(text)?.typed).toBe(typed);
  });

  it.each([
    "",
    "hello",
    "\\q ",
    "C:\\temp",
    "a<b",
    "1 < 2",
    "<Prix>x",
    "\\\\",
    "\\q\n",
    `\\${"a".repeat(41)}`,
  ])("is not there in %j", (text) => {
    expect(atEnd(text)).toBeNull();
  });

  it("ends at the caret, whatever stands behind it", () => {
    expect(triggerAt("see \\q today", 6)).toEqual({ start: 4, end: 6, typed: "\\q" });
    expect(triggerAt("see \\q today", 12)).toBeNull();
  });

  it.each([
    ["\\q", "q"],
    ["<Prix>", "Prix"],
    ["<Pri", "Pri"],
    ["\\", ""],
  ])("%j names %j", (typed, name) => {
    expect(bare(typed)).toBe(name);
  });
});
