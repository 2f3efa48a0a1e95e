/** Reads blocks out of a tree: what the editor shows, what is kept, what comes from elsewhere. */

import type { Block, Box, BoxTag, LineTag, Marks, Picture, Piece } from "~/editor/blocks";
import { EMPTY_LINE } from "~/editor/blocks";
import { marksIn } from "~/editor/element-marks";
import { stylesOf } from "~/editor/purify";
import { isListMarker, listLevel, wordItem } from "~/editor/word-lists";

export interface ReadingOptions {
  /** Whether every space stands as it is, as in the editor; else HTML's rules hold. */
  readonly spaces: boolean;
  /** What stands for a picture; null: nothing. */
  picture(element: Element): Picture | null;
}

const TEXT = 3;
const ELEMENT = 1;
const LINES = new Set<string>(["div", "h1", "h2", "h3", "h4", "h5", "h6"]);
const BOXES = new Set<string>(["ul", "ol", "dl", "dt", "dd", "blockquote", "article"]);
/** Elements of other pages that begin a line of their own. */
const BLOCKS = new Set(
  (
    "p pre address aside caption center details dialog fieldset figcaption figure footer form " +
    "header hgroup legend main menu nav section summary table tbody tfoot thead tr li"
  ).split(" "),
);
const UNSEEN = new Set("script style template noscript title head meta iframe object".split(" "));
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)/i;

/** No space below a paragraph, as in every mail written with Outlook. */
const CLOSE = /(?:^|;)\s*margin(?:-bottom)?\s*:\s*0[a-z]*\s*(?:;|$)/i;

/** Where blocks are gathered. */
interface Place {
  readonly blocks: Block[];
  /** The paragraph that came last: the next one stands apart, unless both stand close. */
  after: "close" | "apart" | null;
}

/** The line being read, with those its breaks have ended. */
interface Flow {
  readonly place: Place;
  readonly tag: LineTag;
  readonly paragraph: boolean;
  readonly spaces: boolean;
  lines: Piece[][];
}

export function readBlocks(source: Node, options: ReadingOptions): Block[] {
  const plain = { tag: "div", paragraph: false, spaces: options.spaces } as const;
  const blocks: Block[] = [];
  readFlow(source, flowIn(newPlace(blocks)), {});
  return blocks;

  function flowIn(place: Place, kind: Omit<Flow, "place" | "lines"> = plain): Flow {
    return { ...kind, place, lines: [[]] };
  }

  function readFlow(node: Node, flow: Flow, marks: Marks, inRow = false): void {
    readChildren(node, flow, marks, inRow);
    settle(flow);
  }

  function readChildren(node: Node, flow: Flow, marks: Marks, inRow: boolean): void {
    for (const child of Array.from(node.childNodes)) {
      if (child.nodeType === TEXT) addText(flow, child.nodeValue ?? "", marks);
      else if (child.nodeType === ELEMENT) readElement(child as Element, flow, marks, inRow);
    }
  }

  function readElement(element: Element, flow: Flow, around: Marks, inRow: boolean): void {
    const tag = element.localName;
    if (UNSEEN.has(tag) || HIDDEN.test(stylesOf(element)) || isListMarker(element)) return;
    const marks = marksIn(element, around);
    if (tag === "br") flow.lines.push([]);
    else if (tag === "img") {
      const picture = options.picture(element);
      if (picture !== null) lastOf(flow).push({ text: "", picture, marks });
    } else if (inRow) readInRow(element, tag, flow, marks);
    else if (tag === "hr") {
      settle(flow);
      push(flow.place, { kind: "rule" });
    } else if (BOXES.has(tag)) {
      settle(flow);
      push(flow.place, readBox(element, tag as BoxTag, marks));
    } else if (LINES.has(tag)) {
      settle(flow);
      readFlow(element, flowIn(flow.place, { ...plain, tag: tag as LineTag }), marks);
    } else if (BLOCKS.has(tag)) {
      settle(flow);
      readBlock(element, tag, flow.place, marks);
    } else readChildren(element, flow, marks, false);
  }

  /** A row of a table is one line: what begins a line elsewhere only stands apart. */
  function readInRow(element: Element, tag: string, flow: Flow, marks: Marks): void {
    const cell = tag === "td" || tag === "th";
    if (cell && lastOf(flow).length > 0) {
      lastOf(flow).push({ text: "\t", picture: null, marks: {} });
    } else if (LINES.has(tag) || BLOCKS.has(tag)) addText(flow, " ", {});
    readChildren(element, flow, marks, true);
  }

  function readBlock(element: Element, tag: string, place: Place, marks: Marks): void {
    const level = listLevel(element);
    if (level > 0) {
      readFlow(element, flowIn(newPlace(wordItem(element, place.blocks, level))), marks);
    } else if (tag === "p") readParagraph(element, place, marks);
    else if (tag === "pre") readFlow(element, flowIn(place, { ...plain, spaces: true }), marks);
    else readFlow(element, flowIn(place), marks, tag === "tr");
  }

  function readParagraph(element: Element, place: Place, marks: Marks): void {
    const manner = CLOSE.test(stylesOf(element)) ? "close" : "apart";
    if (place.after === "apart" || (place.after !== null && manner === "apart")) {
      place.blocks.push(EMPTY_LINE);
    }
    // An empty line among paragraphs that stand close is a paragraph with a lone space in it.
    const blank = manner === "close" && element.textContent?.trim() === "";
    const before = place.blocks.length;
    if (!blank || element.querySelector("img") !== null) {
      readFlow(element, flowIn(place, { ...plain, paragraph: true }), marks);
    }
    if (place.blocks.length === before) place.blocks.push(EMPTY_LINE);
    place.after = manner;
  }

  function readBox(element: Element, tag: BoxTag, marks: Marks): Box {
    const box: Box = { kind: "box", tag, blocks: [] };
    if (tag === "ul" || tag === "ol") {
      for (const child of Array.from(element.childNodes)) readItem(child, box, marks);
    } else readFlow(element, flowIn(newPlace(box.blocks)), marks);
    return box;
  }

  /** An item; what stands in a list without being one belongs to the item before it. */
  function readItem(child: Node, list: Box, marks: Marks): void {
    const isText = child.nodeType === TEXT;
    if (isText ? (child.nodeValue ?? "").trim() === "" : child.nodeType !== ELEMENT) return;
    const isItem = (child as Element).localName === "li";
    const last = list.blocks.at(-1);
    let item = last?.kind === "box" && !isItem ? last : null;
    if (item === null) {
      item = { kind: "box", tag: "li", blocks: [] };
      list.blocks.push(item);
    }
    const flow = flowIn(newPlace(item.blocks));
    if (isItem) return readFlow(child, flow, marks);
    if (isText) addText(flow, child.nodeValue ?? "", marks);
    else readElement(child as Element, flow, marks, false);
    settle(flow);
  }
}

function newPlace(blocks: Block[]): Place {
  return { blocks, after: null };
}

function push(place: Place, block: Block): void {
  place.blocks.push(block);
  place.after = null;
}

function lastOf(flow: Flow): Piece[] {
  return flow.lines.at(-1) as Piece[];
}

function addText(flow: Flow, value: string, marks: Marks): void {
  const line = lastOf(flow);
  // The editor's zero-width marks of the caret are no text.
  const shown = value.replaceAll("\u200b", "");
  if (flow.spaces) {
    const [first = "", ...more] = shown.replace(/\r\n?/gu, "\n").split("\n");
    if (first !== "") line.push({ text: first, picture: null, marks });
    for (const text of more) flow.lines.push(text === "" ? [] : [{ text, picture: null, marks }]);
    return;
  }
  const before = line.at(-1);
  const apart = before !== undefined && !/[ \t]$/u.test(before.text);
  const text = shown.replace(/[ \t\r\n\f]+/gu, " ").replace(/^ /u, apart ? " " : "");
  if (text !== "") line.push({ text, picture: null, marks });
}

/** Ends the line being read, and makes blocks of it. */
function settle(flow: Flow): void {
  const lines = flow.spaces ? flow.lines : flow.lines.map(withoutLastSpace);
  flow.lines = [[]];
  const blank = lines.every((line) => line.length === 0);
  // A break at the very end begins no line, save where paragraphs are kept with one more.
  if (lines.at(-1)?.length === 0 && (!flow.paragraph || blank)) lines.pop();
  for (const pieces of lines) push(flow.place, { kind: "line", tag: flow.tag, pieces });
}

function withoutLastSpace(line: Piece[]): Piece[] {
  const last = line.at(-1);
  if (last === undefined || !last.text.endsWith(" ")) return line;
  const text = last.text.slice(0, -1);
  return text === "" ? line.slice(0, -1) : [...line.slice(0, -1), { ...last, text }];
}
