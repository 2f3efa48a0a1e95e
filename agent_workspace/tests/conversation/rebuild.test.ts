// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { rebuild } from "~/conversation/rebuild";

const OPTIONS = { removedImage: "picture left out" };
const OWN = `/api/v1/images/${"0a".repeat(16)}`;

/** What the desk would show of this HTML, written out again. */
function shown(html: string): string {
  const source = new DOMParser().parseFromString(html, "text/html");
  const holder = document.createElement("div");
  holder.appendChild(rebuild(source.body, document, OPTIONS));
  return holder.innerHTML;
}

describe("rich text", () => {
  it.each([
    "div",
    "article",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "i",
    "b",
    "u",
    "sub",
    "sup",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "dd",
    "dl",
    "dt",
  ])("keeps <%s> and none of its attributes", (tag) => {
    const html = `<${tag} class="x" id="y" style="color:red" onclick="alert(1)">text</${tag}>`;
    expect(shown(html)).toBe(`<${tag}>text</${tag}>`);
  });

  it.each([
    ["line breaks and rules", "a<br>b<hr>", "a<br>b<hr>"],
    ["the words of what it does not know", "<span>a <font>b</font></span>", "a b"],
    ["a table's words", "<table><tr><td>a</td></tr></table>", "a"],
    ["nothing of a script", "a<script>alert(1)</script>b", "ab"],
    ["nothing of a style", "<style>p{}</style>a", "a"],
    ["nothing of a frame", '<iframe srcdoc="<p>x</p>">y</iframe>a', "a"],
    ["nothing of a comment", "a<!-- b -->c", "ac"],
    ["nothing of a drawing but its words", "<svg onload=alert(1)><text>a</text></svg>", "a"],
  ])("keeps %s", (_, html, expected) => {
    expect(shown(html)).toBe(expected);
  });

  it.each(["https://a.example/", "http://a.example/", "mailto:a@example.org", "tel:+33100000000"])(
    "links to %s in a page of its own",
    (address) => {
      expect(shown(`<a href="${address}">x</a>`)).toBe(
        `<a href="${address}" target="_blank" rel="noopener noreferrer nofollow">x</a>`,
      );
    },
  );

  it.each([
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "/logout",
    "#top",
    "https://",
  ])("keeps the words of a link to %j, not the link", (address) => {
    const link = document.createElement("a");
    link.setAttribute("href", address);
    link.textContent = "x";
    expect(shown(link.outerHTML)).toBe("<a>x</a>");
  });

  it("shows the gateway's own pictures, when they come into sight", () => {
    const html = `<img src="${OWN}" alt="a" width="20" height="9%" onerror="alert(1)">`;
    expect(shown(html)).toBe(`<img loading="lazy" width="20" alt="a" src="${OWN}">`);
  });

  it.each([
    '<img src="x" alt="a">',
    '<img src="/logout" alt="a">',
    '<img src="data:image/png;base64,AAAA" alt="a">',
    `<img src="//evil.example${OWN}" alt="a">`,
    `<img src="${OWN}?x" alt="a">`,
  ])("shows the words of %s alone", (html) => {
    expect(shown(html)).toBe("[a]");
  });

  it("links to pictures of others and fetches none", () => {
    const address = "https://evil.example/a.png";
    expect(shown(`<img src="${address}">`)).toBe(
      `<a href="${address}" target="_blank" rel="noopener noreferrer nofollow">[picture left out]</a>`,
    );
  });

  it("stops at a depth no person writes, keeping the words", () => {
    const deep = `${"<div>".repeat(500)}x${"</div>".repeat(500)}`;
    const html = shown(deep);
    expect(html.match(/<div>/g)?.length).toBeLessThan(50);
    expect(html).toContain("x");
  });
});
