import { describe, expect, it } from "vitest";
import { bodyOf, visibleChars } from "~/composer/draft-body";

const plain = (text: string) => ({ text, html: "", formatted: false });
const rich = (html: string) => ({ text: " as text ", html, formatted: true });

describe("what a draft says", () => {
  it("is its text alone where nothing is formatted", () => {
    expect(bodyOf(plain(" hello \n"))).toEqual({ text: "hello" });
  });

  it("is formatted where the text would lose something (FAQ-014)", () => {
    expect(bodyOf(rich("<p><b>Hello</b></p>"))).toEqual({
      text: "as text",
      html: "<p><b>Hello</b></p>",
    });
  });

  it.each([
    ["<p><br></p><p><b>a</b></p><p><br><br></p>", "<p><b>a</b></p>"],
    ["<p><br><b>a</b><br>c<br></p>", "<p><b>a</b><br>c</p>"],
    ["<ul><li>a</li></ul><p><br></p>", "<ul><li>a</li></ul>"],
  ])("leaves out the empty lines around %s", (html, sent) => {
    expect(bodyOf(rich(html)).html).toBe(sent);
  });

  it("is counted as its reader sees it (CHT-018)", () => {
    expect(visibleChars(plain(" 𝒽i "))).toBe(2);
    expect(visibleChars(rich("<p><b>𝒽i</b><br>&lt;you&gt;</p>"))).toBe(8);
  });
});
