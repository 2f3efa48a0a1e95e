/** Blocks as the editor shows them: one element a line, never empty. */

import { type Block, type Box, EMPTY_LINE, type Line, MARKS, type Piece } from "~/editor/blocks";

export function nodesOf(blocks: readonly Block[], document: Document): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const block of blocks) fragment.append(nodeOf(block, document));
  return fragment;
}

function nodeOf(block: Block, document: Document): Element {
  if (block.kind === "rule") {
    const holder = document.createElement("div");
    holder.append(document.createElement("hr"));
    return holder;
  }
  const element = document.createElement(block.tag);
  const line = block.kind === "line" ? block : onlyLine(block);
  if (line === null) element.append(nodesOf((block as Box).blocks, document));
  else {
    for (const piece of line.pieces) element.append(pieceNode(piece, document));
    if (line.pieces.length === 0) element.append(document.createElement("br"));
  }
  return element;
}

/** The line of an item that is no more than one, and needs no element of its own. */
function onlyLine({ tag, blocks: [first = EMPTY_LINE, ...more] }: Box): Line | null {
  const simple = first.kind === "line" && first.tag === "div" && more.length === 0;
  return simple && (tag === "li" || tag === "dt" || tag === "dd") ? first : null;
}

function pieceNode(piece: Piece, document: Document): Node {
  let node: Node = document.createTextNode(piece.text);
  if (piece.picture !== null) {
    const image = document.createElement("img");
    image.src = piece.picture.src;
    image.alt = piece.picture.alt;
    if (piece.picture.pending !== undefined) image.dataset.pending = piece.picture.pending;
    node = image;
  }
  for (const mark of MARKS.toReversed()) {
    const value = piece.marks[mark];
    if (value === undefined) continue;
    const element = document.createElement(mark);
    if (mark === "a") element.setAttribute("href", value);
    element.append(node);
    node = element;
  }
  return node;
}
