/** The caret in the editor: what stands before it on its line, and where a text's place is. */

const TEXT = 3;
const LINE = new Set("div h1 h2 h3 h4 h5 h6 li dt dd blockquote article".split(" "));

interface Run {
  readonly node: Text;
  /** Where it begins in the line's text. */
  readonly start: number;
}

/** The line's text up to the caret, of which the last signs can be found again. */
export interface BeforeCaret {
  readonly text: string;
  /** The range of the last `length` signs. */
  last(length: number): Range;
}

/** Null where something is selected, or the caret stands elsewhere. */
export function beforeCaret(root: HTMLElement, selection: Selection | null): BeforeCaret | null {
  if (selection === null || !selection.isCollapsed || selection.rangeCount === 0) return null;
  const caret = selection.getRangeAt(0);
  if (!root.contains(caret.startContainer)) return null;
  const line = lineOf(caret.startContainer, root);
  const runs: Run[] = [];
  let text = "";
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (caret.comparePoint(node, 0) > 0) break;
    if (node.nodeType === TEXT) {
      const ends = node === caret.startContainer ? caret.startOffset : (node as Text).length;
      runs.push({ node: node as Text, start: text.length });
      // The editor's own zero-width marks stand apart from words.
      text += (node as Text).data.slice(0, ends).replaceAll("\u200b", " ");
    } else if (["br", "img"].includes((node as Element).localName)) {
      runs.length = 0;
      text = "";
    }
  }
  return {
    text,
    last: (length) => {
      const from = text.length - length;
      const run = runs.findLast(({ start }) => start <= from);
      const range = document.createRange();
      range.setEnd(caret.startContainer, caret.startOffset);
      if (run !== undefined) range.setStart(run.node, from - run.start);
      return range;
    },
  };
}

/** The range from one place of a plain text to another, its lines being the root's children. */
export function rangeInText(root: HTMLElement, text: string, start: number, end: number): Range {
  const range = document.createRange();
  range.setStart(...placeInText(root, text.slice(0, start)));
  range.setEnd(...placeInText(root, text.slice(0, end)));
  return range;
}

function placeInText(root: HTMLElement, before: string): [Node, number] {
  const lines = before.split("\n");
  const line = root.children[lines.length - 1] ?? root.lastElementChild ?? root;
  const first = line.firstChild;
  if (first?.nodeType !== TEXT) return [line, 0];
  return [first, Math.min(lines.at(-1)?.length ?? 0, (first as Text).length)];
}

function lineOf(node: Node, root: HTMLElement): Node {
  for (let at: Node | null = node; at !== null && at !== root; at = at.parentNode) {
    if (LINE.has(at.nodeName.toLowerCase())) return at;
  }
  return root;
}
