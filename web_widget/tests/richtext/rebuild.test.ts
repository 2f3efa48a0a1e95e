// @vitest-environment jsdom
/** A message's HTML is rebuilt from the allow-list; nothing else ever reaches the page. */
import { describe, expect, it } from "vitest";
import { ALLOWED_TAGS } from "../../src/richtext/allowed";
import { rebuild } from "../../src/richtext/rebuild";

const html = (source: string): string => {
  const box = document.createElement("div");
  box.append(rebuild(source, document));
  return box.innerHTML;
};

it("knows the twenty-seven tags", () => {
  expect(ALLOWED_TAGS.size).toBe(27);
});

it.each([
  "<p>One <b>two</b> <i>three</i> <u>four</u><br>five</p>",
  "<ul><li>a</li></ul><ol><li>b</li></ol><dl><dt>c</dt><dd>d</dd></dl>",
  "<div><article><blockquote><h1>a</h1><h6>b</h6></blockquote></article></div><hr>",
  "H<sub>2</sub>O<sup>+</sup> <em>a</em> <strong>b</strong>",
])("keeps %s", (source) => {
  expect(html(source)).toBe(source);
});

it.each([
  ["<script>alert(1)</script>a", "a"],
  ["<style>*{}</style>a", "a"],
  ["<span>a</span>", "a"],
  ["<table><tr><td>a</td></tr></table>", "a"],
  ["<form><input name=getAttribute>a</form>", "a"],
  ["<svg><script>1</script><p>a</p></svg>b", "<p>a</p>b"],
  ["<math><mtext><p>a</p></mtext></math>b", "b"],
  ["<iframe src=//evil>a</iframe>b", "b"],
  ["<template><p>a</p></template>b", "b"],
  ["<!-- a -->b", "b"],
  ['<p onclick="x()" style="color:red" class=a id=b title=c data-d=e>a</p>', "<p>a</p>"],
  ["<img src=x onerror=alert(1)>a", "a"],
  ['<img src="javascript:alert(1)">a', "a"],
  ['<img src="//evil/x.gif">a', "a"],
  ['<img src="data:image/svg+xml,<svg/>">a', "a"],
  ['<a href="javascript:alert(1)">a</a>', "a"],
  ['<a href=" java\nscript:alert(1)">a</a>', "a"],
  ['<a href="data:text/html,x">a</a>', "a"],
  ['<a href="/logout">a</a>', "a"],
  ["<a>a</a>", "a"],
  ["&lt;b&gt;a", "&lt;b&gt;a"],
])("makes %s harmless", (source, kept) => {
  expect(html(source)).toBe(kept);
});

describe("a link", () => {
  it.each([
    "https://example.org/a?b=c",
    "http://example.org/",
    "mailto:a@example.org",
    "tel:+33123",
  ])("to %s opens outside", (href) => {
    const link = rebuild(`<a href="${href}">a</a>`, document).querySelector("a");
    expect(link?.getAttribute("href")).toBe(href);
    expect(link?.target).toBe("_blank");
    expect(link?.rel).toBe("noopener noreferrer nofollow");
  });
});

const OWN = `/api/v1/images/${"0a".repeat(16)}`;

it("shows the gateway's own pictures, when they come into sight", () => {
  expect(html(`<img src="${OWN}" alt="A" width="20" height="30" onload=x() srcset=y>`)).toBe(
    `<img loading="lazy" width="20" height="30" alt="A" src="${OWN}">`,
  );
  expect(html(`<img src="${OWN}">`)).toBe(
    `<img loading="lazy" width="" height="" alt="" src="${OWN}">`,
  );
});

const LINK = 'target="_blank" rel="noopener noreferrer nofollow"';

it.each([
  [
    '<img src="https://a.example/x.png" alt="A">',
    `<a href="https://a.example/x.png" ${LINK}>A</a>`,
  ],
  ['<img src="http://a.example/x">', `<a href="http://a.example/x" ${LINK}>http://a.example/x</a>`],
  ['<img src="data:image/png;base64,AAAA" alt="A">', ""],
  ['<img src="/logout">', ""],
  [`<img src="${OWN}0">`, ""],
  [`<img src="//evil.example${OWN}">`, ""],
])("fetches nothing for %s", (source, kept) => {
  expect(html(source)).toBe(kept);
});

it("does not fall over deep nesting", () => {
  const deep = `${"<div>".repeat(400)}a${"</div>".repeat(400)}`;
  const box = rebuild(deep, document);
  expect(box.textContent).toBe("a");
  let depth = 0;
  for (let node = box.firstElementChild; node; node = node.firstElementChild) depth += 1;
  expect(depth).toBeLessThanOrEqual(41);
});
