// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { writtenOf } from "~/editor/block-html";
import { nodesOf } from "~/editor/block-nodes";
import { purified } from "~/editor/purify";
import { readBlocks } from "~/editor/read-blocks";
import { htmlOfText } from "~/mail/plain-body";

const picture = (element: Element) => ({
  src: element.getAttribute("src") ?? "",
  alt: element.getAttribute("alt") ?? "",
});

/** What is kept of HTML from elsewhere. */
const kept = (html: string) => writtenOf(readBlocks(purified(html), { spaces: false, picture }));

/** The same after the editor has shown it. */
function shown(html: string) {
  const root = document.createElement("div");
  root.append(nodesOf(readBlocks(purified(html), { spaces: false, picture }), document));
  return writtenOf(readBlocks(root, { spaces: true, picture }));
}

describe("what the editor shows and keeps", () => {
  it.each([
    "one line",
    "two\nlines",
    "two\n\nparagraphs",
    "a\n\n\nb",
    "a\n\n\n\nb",
    "\n\nbelow a gap",
    "a\n",
    "  kept  spaces ",
    `l'équipe & "l'atelier" <ici>`,
    "see https://example.org/?a=1&b=2 now",
  ])("of the text %j is what the plain field would keep", (text) => {
    const { html, formatted } = shown(htmlOfText(text));
    expect(html).toBe(htmlOfText(text));
    expect(formatted).toBe(text.includes("https"));
  });

  it.each([
    "<p><b>a</b> <i>b</i> <u>c</u> x<sub>2</sub> y<sup>2</sup></p>",
    "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6><p>g</p>",
    "<ul><li>a</li><li>b<br>c<ol><li>d</li></ol></li></ul>",
    "<blockquote><p>a</p><p>b</p><blockquote><p>c</p></blockquote></blockquote>",
    "<article><h2>a</h2><p>b</p></article>",
    "<dl><dt>a</dt><dd>b</dd></dl>",
    '<p><a href="https://example.org/">a <b>b</b></a>, c</p>',
    '<p>a</p><hr><p><img src="/p.png" alt="b"></p>',
  ])("of %s is the same again", (html) => {
    expect(shown(html).html).toBe(html);
    expect(shown(html).formatted).toBe(true);
  });

  it("is nothing where nothing can be seen", () => {
    expect(shown("<p> </p><p><br></p><ul><li></li></ul>")).toEqual({
      html: "",
      text: "",
      formatted: false,
    });
  });

  it("reads as text, too", () => {
    const html = "<h2>a</h2><p>b</p><ol><li>c<ul><li>d</li></ul></li><li>e</li></ol><hr>";
    expect(kept(html).text).toBe("a\nb\n1. c\n   - d\n2. e\n---");
  });
});

describe("what is pasted", () => {
  it.each([
    ["styles of other editors", '<span style="font-weight:700">a</span>', "<p><b>a</b></p>"],
    ["a wrapper that is not bold", '<b style="font-weight:normal"><p>a</p></b>', "<p>a</p>"],
    ["strong words", "<p><strong>a</strong><em>b</em></p>", "<p><b>a</b><i>b</i></p>"],
    ["classes and styles", '<p class="x" style="color:red" id="y">a</p>', "<p>a</p>"],
    ["source lines", "<p>\n  a\n  b\n</p>\n<p>c</p>", "<p>a b</p><p>c</p>"],
    ["scripts", '<p onclick="x()">a<script>x()</script></p><style>p{}</style>', "<p>a</p>"],
    ["other schemes", '<a href="javascript:x()">a</a>', "<p>a</p>"],
    [
      "a table's rows",
      "<table><tr><td>a</td><td><p>b</p></td></tr><tr><td>c</td></tr></table>",
      "<p>a\u00a0\u00a0\u00a0 b<br>c</p>",
    ],
    ["forms and frames", "<form>a<input value=b></form><iframe src=x>c</iframe>", "<p>a</p>"],
    ["what nobody sees", '<p>a<span style="display:none">b</span></p>', "<p>a</p>"],
    ["drawings' words", "<svg><script>x()</script></svg><section>a</section>", "<p>a</p>"],
    ["loose items", "<ul>a<ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"],
    ["code", "<pre>a\n  b</pre>", "<p>a<br>\u00a0 b</p>"],
  ])("keeps of %s what a message can hold", (_, html, expected) => {
    expect(kept(html).html).toBe(expected);
  });

  it.each([
    ["margin:0cm;\n\tmargin-bottom:.0001pt;", "<p>a<br>b</p><p>c</p>"],
    ["margin-top:0cm;\n\tmargin-bottom:8.0pt;", "<p>a</p><p>b</p><p>\u00a0</p><p>c</p>"],
  ])("sets the paragraphs of Word and Outlook apart as their sheet does: %s", (rule, expected) => {
    const sheet = `<style>p.MsoNormal, li.MsoNormal\n\t{mso-style-parent:"";\n\t${rule}}</style>`;
    const paragraphs = ["a", "b", "&nbsp;", "c"].map(
      (text) => `<p class=MsoNormal>${text}<o:p></o:p></p>`,
    );
    expect(kept(`<html><head>${sheet}</head><body>${paragraphs.join("")}`).html).toBe(expected);
  });

  it("sets no paragraph apart that says itself that it stands close", () => {
    const html = '<p style="margin:0">a</p><p style="margin: 0px;">b</p><p>c</p>';
    expect(kept(html).html).toBe("<p>a<br>b</p><p>c</p>");
  });

  it("keeps the lists of Word", () => {
    const item = (level: number, sign: string, text: string) =>
      `<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level${level} lfo1'>` +
      `<!--[if !supportLists]--><span style='mso-list:Ignore'>${sign}<span>&nbsp; </span></span>` +
      `<!--[endif]-->${text}<o:p></o:p></p>`;
    const html = `<p class=MsoNormal>Before<o:p></o:p></p>${item(1, "·", "a")}${item(2, "1.", "b")}${item(1, "·", "c")}`;
    expect(kept(html).html).toBe("<p>Before</p><ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>");
  });
});
