// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { htmlOfText, isBlank, textOfHtml } from "~/mail/plain-body";

const parsed = (html: string) => new DOMParser().parseFromString(html, "text/html").body;

describe("a body written as text (ERP-005)", () => {
  it("becomes paragraphs and line breaks", () => {
    expect(htmlOfText("Hello\nyou\n\nBye")).toBe("<p>Hello<br>you</p><p>Bye</p>");
    expect(htmlOfText("")).toBe("");
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p><style>*{}</style>",
    "a & b < c > d \" e ' f",
    "https://shop.example/?a=1&b=\"><b onclick='x'>",
    "javascript:alert(1) data:text/html,<b>x</b>",
    "<a href='https://shop.example'>x</a>",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
  ])("%j stays what it is: no element, no attribute of its own", (text) => {
    const body = parsed(htmlOfText(text));
    const names = new Set(Array.from(body.querySelectorAll("*"), (one) => one.localName));
    for (const name of names) expect(["p", "br", "a"]).toContain(name);
    for (const link of body.querySelectorAll("*")) {
      expect(link.getAttributeNames().filter((name) => name !== "href")).toEqual([]);
    }
    for (const link of body.querySelectorAll("a")) expect(link.href).toMatch(/^https?:/);
    expect(body.textContent).toBe(text);
  });

  it("links the web addresses in it", () => {
    expect(htmlOfText("See (https://shop.example/a?b=1&c=2).")).toBe(
      '<p>See (<a href="https://shop.example/a?b=1&amp;c=2">https://shop.example/a?b=1&amp;c=2</a>).</p>',
    );
  });

  it.each([
    "one",
    "one\ntwo",
    "one\n\ntwo",
    "one\n\n\ntwo",
    "one\n\n\n\ntwo",
    "one\n\n\n\n\n\n\ntwo",
    "\n\none",
    "\none\n",
    "one\n\n",
    "one\n\n\n",
    "\n",
    "\n\n\n",
    "  indented\n    more  \n x",
    "two  spaces   three",
    "<b>&amp;</b>",
    "https://shop.example/a, and (https://shop.example/b).",
  ])("%j comes back sign for sign", (text) => {
    expect(textOfHtml(parsed(htmlOfText(text)))).toBe(text);
  });

  it("is read fairly where another editor wrote it", () => {
    const html = "<div>One</div><ul><li>two</li><li>three</li></ul>four <b>five</b><p>six</p>";
    expect(textOfHtml(parsed(html))).toBe("One\n\ntwo\nthree\n\nfour five\n\nsix");
  });

  it.each([
    ["", true],
    ["<p><br></p>", true],
    ["<p>&nbsp; </p>", true],
    ["<p>x</p>", false],
  ])("%j is blank: %s", (html, blank) => {
    expect(isBlank(html)).toBe(blank);
  });
});
