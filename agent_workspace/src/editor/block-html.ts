/** Blocks as they are kept and sent: HTML of the allow-list, and the text for where there is none. */

import { type Block, type Box, isVisible, type Line, MARKS, type Piece } from "~/editor/blocks";
import { NOTHING, type Written } from "~/editor/written";
import { linkedText } from "~/mail/linked-text";
import { escaped, spaced } from "~/mail/plain-body";

const NBSP = /\u00a0/gu;

/** A text without any format comes out exactly as `htmlOfText` would have written it. */
export function writtenOf(blocks: readonly Block[]): Written {
  if (!blocks.some(isVisible)) return NOTHING;
  return {
    html: htmlOf(blocks),
    text: textOf(blocks),
    formatted: !blocks.every(isPlainLine),
  };
}

function isPlainLine(block: Block): boolean {
  if (block.kind !== "line" || block.tag !== "div") return false;
  return block.pieces.every(
    ({ picture, marks }) => picture === null && Object.keys(marks).length === 0,
  );
}

function htmlOf(blocks: readonly Block[]): string {
  let html = "";
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at] as Block;
    if (block.kind === "rule") html += "<hr>";
    else if (block.kind === "box") html += boxHtml(block);
    else if (block.tag !== "div") html += `<${block.tag}>${lineHtml(block)}</${block.tag}>`;
    else {
      const run = [block];
      for (let next = blocks[at + 1]; isText(next); next = blocks[at + 1]) {
        run.push(next);
        at += 1;
      }
      html += paragraphs(run).map(paragraphHtml).join("");
    }
  }
  return html;
}

function isText(block: Block | undefined): block is Line {
  return block?.kind === "line" && block.tag === "div";
}

/** An empty line between two others parts paragraphs, and is none of either. */
function paragraphs(lines: readonly Line[]): Line[][] {
  let paragraph = [lines[0] as Line];
  const all = [paragraph];
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at] as Line;
    const next = lines[at + 1];
    if (line.pieces.length === 0 && next !== undefined) {
      paragraph = [next];
      all.push(paragraph);
      at += 1;
    } else paragraph.push(line);
  }
  return all;
}

function paragraphHtml(lines: readonly Line[]): string {
  const body = lines.map(lineHtml).join("<br>");
  // An empty paragraph has no height; one more break than it holds keeps each of them.
  const more = lines.every(({ pieces }) => pieces.length === 0) ? "<br>" : "";
  return `<p>${body}${more}</p>`;
}

function boxHtml({ tag, blocks }: Box): string {
  const item = tag === "li" || tag === "dt" || tag === "dd";
  return `<${tag}>${item ? itemHtml(blocks) : htmlOf(blocks)}</${tag}>`;
}

/** Lines of an item are no paragraphs of their own. */
function itemHtml(blocks: readonly Block[]): string {
  return blocks
    .map((block, at) => {
      if (!isText(block)) return htmlOf([block]);
      return (isText(blocks[at - 1]) ? "<br>" : "") + lineHtml(block);
    })
    .join("");
}

function lineHtml({ pieces }: Line): string {
  const last = pieces.length - 1;
  let html = "";
  let open: readonly string[] = [];
  pieces.forEach((piece, at) => {
    const marks = MARKS.filter((mark) => piece.marks[mark] !== undefined).map((mark) =>
      mark === "a" ? `a href="${escaped(piece.marks.a ?? "")}"` : mark,
    );
    let same = 0;
    while (same < open.length && open[same] === marks[same]) same += 1;
    html += closing(open.slice(same));
    html += marks
      .slice(same)
      .map((mark) => `<${mark}>`)
      .join("");
    html += pieceHtml(piece, at === 0, at === last);
    open = marks;
  });
  return html + closing(open);
}

function closing(marks: readonly string[]): string {
  return marks
    .toReversed()
    .map((mark) => `</${mark.split(" ")[0]}>`)
    .join("");
}

function pieceHtml({ text, picture, marks }: Piece, first: boolean, last: boolean): string {
  if (picture !== null) return `<img src="${escaped(picture.src)}" alt="${escaped(picture.alt)}">`;
  if (marks.a !== undefined) return escaped(text);
  return linkedText(text)
    .map(({ text: part, href }, at, parts) => {
      if (href !== null) return `<a href="${escaped(href)}">${escaped(part)}</a>`;
      return escaped(spaced(part, first && at === 0, last && at === parts.length - 1));
    })
    .join("");
}

/** Blocks on lines of their own, items with their mark, pictures by what they show. */
function textOf(blocks: readonly Block[]): string {
  return blocks.map((block) => blockText(block)).join("\n");
}

function blockText(block: Block): string {
  if (block.kind === "rule") return "---";
  if (block.kind === "line") return lineText(block);
  if (block.tag !== "ul" && block.tag !== "ol") return textOf(block.blocks);
  return block.blocks
    .map((item, at) => {
      const mark = block.tag === "ol" ? `${at + 1}. ` : "- ";
      return mark + blockText(item).replaceAll("\n", `\n${" ".repeat(mark.length)}`);
    })
    .join("\n");
}

function lineText({ pieces }: Line): string {
  return pieces.map(({ text, picture }) => picture?.alt ?? text.replace(NBSP, " ")).join("");
}
