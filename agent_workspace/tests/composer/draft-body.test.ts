import { describe, expect, it } from "vitest";
import { bodyOf, visibleChars } from "~/composer/draft-body";
import type { Draft } from "~/composer/drafts";

const ANSWER = { id: "hours", question: "Hours?", html: "<p><b>8–19 h</b></p>", text: "8–19 h" };
const draft = (change: Partial<Draft>): Draft => ({
  text: "",
  attachments: [],
  answers: [],
  ...change,
});

describe("what a draft says", () => {
  it("is its text alone", () => {
    expect(bodyOf(draft({ text: " hello \n" }))).toEqual({ text: "hello" });
  });

  it("is formatted where an answer is (FAQ-014)", () => {
    expect(bodyOf(draft({ text: "Hello <you>", answers: [ANSWER] }))).toEqual({
      text: "Hello <you>\n\n8–19 h",
      html: "<p>Hello &lt;you&gt;</p><p><b>8–19 h</b></p>",
    });
  });

  it("may be answers alone", () => {
    expect(bodyOf(draft({ answers: [ANSWER, ANSWER] })).html).toBe(ANSWER.html + ANSWER.html);
  });

  it("is counted as its reader sees it (CHT-018)", () => {
    expect(visibleChars(draft({ text: "𝒽i ", answers: [ANSWER] }))).toBe(8);
  });
});
