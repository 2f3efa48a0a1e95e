/** The blocks of a text that is written: lines with formatted pieces, in lists and quotes. */

/** In the order in which they stand inside one another. */
export const MARKS = ["a", "b", "i", "u", "sub", "sup"] as const;
export type MarkTag = (typeof MARKS)[number];

/** The formats of a piece: each mark with where it leads, which only a link does. */
export type Marks = Readonly<Partial<Record<MarkTag, string>>>;

export interface Picture {
  readonly src: string;
  readonly alt: string;
  /** Names a picture that is still on its way; absent: it is there. */
  readonly pending?: string;
}

export interface Piece {
  /** Empty for a picture. */
  readonly text: string;
  readonly picture: Picture | null;
  readonly marks: Marks;
}

export type LineTag = "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6";

export interface Line {
  readonly kind: "line";
  readonly tag: LineTag;
  readonly pieces: readonly Piece[];
}

export type BoxTag = "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "blockquote" | "article";

export interface Box {
  readonly kind: "box";
  readonly tag: BoxTag;
  readonly blocks: Block[];
}

export interface Rule {
  readonly kind: "rule";
}

export type Block = Line | Box | Rule;

export const EMPTY_LINE: Line = { kind: "line", tag: "div", pieces: [] };

/** Whether its reader would see anything of it. */
export function isVisible(block: Block): boolean {
  if (block.kind === "rule") return true;
  if (block.kind === "box") return block.blocks.some(isVisible);
  return block.pieces.some(({ text, picture }) => picture !== null || text.trim() !== "");
}
