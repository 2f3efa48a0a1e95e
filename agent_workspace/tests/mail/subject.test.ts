import { describe, expect, it } from "vitest";
import { followUpSubject, forwardSubject, plainSubject, replySubject } from "~/mail/subject";

describe("the subject of an answer (ERP-004)", () => {
  it.each([
    ["Where is it?", "Re: Where is it? [#1042]"],
    ["Re: Where is it?", "Re: Where is it? [#1042]"],
    ["RE: Re: AW: SV: Where is it?", "Re: Where is it? [#1042]"],
    ["Re[2]: Where is it?", "Re: Where is it? [#1042]"],
    ["Fwd: RE : Where is it?", "Re: Where is it? [#1042]"],
    ["TR: Rép : Où est-ce ?", "Re: Où est-ce ? [#1042]"],
    ["Re: Where is it? [#1042]", "Re: Where is it? [#1042]"],
    ["Re: [#1042] Where is it?", "Re: Where is it? [#1042]"],
    ["[#1042] Re: Where is it?", "Re: Where is it? [#1042]"],
    ["", "Re: [#1042]"],
  ])("of %j is %j", (subject, answer) => {
    expect(replySubject(subject, "1042")).toBe(answer);
  });

  it("keeps another case's number, and words that only look like a prefix", () => {
    expect(replySubject("[#7] Return: how?", "1042")).toBe("Re: [#7] Return: how? [#1042]");
  });

  it("stays the same however often it goes to and fro", () => {
    const once = replySubject("Where is it?", "1042");
    expect(replySubject(replySubject(once, "1042"), "1042")).toBe(once);
  });

  it("fits into a line of the wire", () => {
    expect(replySubject("x".repeat(2_000), "1042")).toHaveLength(500);
  });

  it("says when it passes something on, and nothing when it answers nothing", () => {
    expect(forwardSubject("Re: Where is it?", "1042")).toBe("Fwd: Where is it? [#1042]");
    expect(followUpSubject("Re: Where is it?", "1042")).toBe("Where is it? [#1042]");
    expect(plainSubject("Re: Where is it? [#1042]", "1042")).toBe("Where is it?");
  });
});
