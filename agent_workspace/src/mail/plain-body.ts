/** A body written as plain text, to and from the simple HTML a mail is sent as. */

import { linkedText } from "~/mail/linked-text";

const TEXT = 3;
const NBSP = "\u00a0";
const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const BLOCKS = new Set("p div ul ol li blockquote h1 h2 h3 h4 h5 h6 pre table tr".split(" "));

/** Paragraphs, line breaks and links; every other sign stands for itself. */
export function htmlOfText(text: string): string {
  const body = text.replace(/\r\n?/gu, "\n");
  if (body === "") return "";
  return body
    .split("\n\n")
    .map((paragraph) => `<p>${inner(paragraph)}</p>`)
    .join("");
}

/** The text again; the exact inverse for what `htmlOfText` wrote, a fair reading of the rest. */
export function textOfHtml(body: Node): string {
  const paragraphs: string[] = [];
  let loose = "";
  const settle = () => {
    if (loose.trim() !== "") paragraphs.push(loose);
    loose = "";
  };
  for (const child of Array.from(body.childNodes)) {
    if (BLOCKS.has(child.nodeName.toLowerCase())) {
      settle();
      paragraphs.push(paragraphText(child));
    } else loose += nodeText(child);
  }
  settle();
  return paragraphs.join("\n\n");
}

/** Whether anything of it can be seen by its reader. */
export function isBlank(html: string): boolean {
  return !html.includes("<img ") && html.replace(/<[^>]*>|&nbsp;|\u00a0/gu, "").trim() === "";
}

function inner(paragraph: string): string {
  // An empty paragraph has no height; one more break than it holds keeps each of them.
  const lines = /^\n*$/u.test(paragraph) ? `${paragraph}\n` : paragraph;
  return linkedText(lines)
    .map(({ text, href }, at, parts) =>
      href === null
        ? spaced(escaped(text), at === 0, at === parts.length - 1)
        : `<a href="${escaped(href)}">${escaped(text)}</a>`,
    )
    .join("")
    .replaceAll("\n", "<br>");
}

/** Spaces HTML would swallow become ones it keeps; `text` may be a part of a line. */
export function spaced(text: string, begins = true, ends = true): string {
  const kept = text
    .replaceAll("\t", "    ")
    .replace(/ {2,}/gu, (run) => NBSP.repeat(run.length - 1).concat(" "))
    .replace(/(\n) /gu, `$1${NBSP}`)
    .replace(/ (?=\n)/gu, NBSP);
  const begun = begins ? kept.replace(/^ /u, NBSP) : kept;
  return ends ? begun.replace(/ $/u, NBSP) : begun;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => ENTITIES[sign] as string);
}

function paragraphText(block: Node): string {
  const text = nodeText(block);
  return /^\n+$/u.test(text) ? text.slice(1) : text;
}

function nodeText(node: Node): string {
  if (node.nodeType === TEXT) return (node.nodeValue ?? "").replaceAll(NBSP, " ");
  if (node.nodeName.toLowerCase() === "br") return "\n";
  const parts = Array.from(node.childNodes);
  return parts
    .map((part, index) => {
      const block = index > 0 && BLOCKS.has(part.nodeName.toLowerCase());
      return (block ? "\n" : "") + nodeText(part);
    })
    .join("");
}
