/** The lists of Word, which puts them on the clipboard as paragraphs that look like items. */

import type { Block, Box } from "~/editor/blocks";
import { stylesOf } from "~/editor/purify";

const LEVEL = /mso-list\s*:[^;]*level(\d)/i;
const MARKER = /mso-list\s*:\s*ignore/i;
/** `1.`, `a)`, `iv.`: what counts; a dot or a dash does not. */
const COUNTED = /^[\s\u00a0]*[\p{L}\d]{1,5}[.)]/u;

/** How deep in a list of Word's this paragraph stands; 0: in none. */
export function listLevel(element: Element): number {
  return Number(LEVEL.exec(stylesOf(element))?.[1] ?? 0);
}

/** Whether it is the sign before an item, which a list brings by itself. */
export function isListMarker(element: Element): boolean {
  return MARKER.test(stylesOf(element));
}

/** The blocks of a new item for `paragraph`, in the list that `blocks` end with or in a new one. */
export function wordItem(paragraph: Element, blocks: Block[], level: number): Block[] {
  const marker = Array.from(paragraph.querySelectorAll("span")).find(isListMarker);
  const tag = COUNTED.test(marker?.textContent ?? "") ? "ol" : "ul";
  let list = listAtEnd(blocks, tag);
  for (let depth = 1; depth < level; depth += 1) {
    const last = list.blocks.at(-1);
    const item = last?.kind === "box" ? last : itemIn(list);
    list = listAtEnd(item.blocks, tag);
  }
  return itemIn(list).blocks;
}

function listAtEnd(blocks: Block[], tag: "ul" | "ol"): Box {
  const last = blocks.at(-1);
  if (last?.kind === "box" && (last.tag === "ul" || last.tag === "ol")) return last;
  const list: Box = { kind: "box", tag, blocks: [] };
  blocks.push(list);
  return list;
}

function itemIn(list: Box): Box {
  const item: Box = { kind: "box", tag: "li", blocks: [] };
  list.blocks.push(item);
  return item;
}
