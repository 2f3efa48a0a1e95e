/** Squire as the desk uses it: lines for paragraphs, under Trusted Types, the allow-list's formats. */

import Squire from "squire-rte";
import { parseInert } from "~/conversation/inert-document";

/** What `Ctrl` is on this machine. */
const CTRL = /Mac OS X|iP(?:hone|ad|od)/u.test(navigator.userAgent) ? "Meta-" : "Ctrl-";

export class DeskSquire extends Squire {
  constructor(root: HTMLElement, read: (html: string) => DocumentFragment) {
    super(root, { blockTag: "DIV", addLinks: false, sanitizeToDOMFragment: read, didError: raise });
    // Code and strike-through are not on the allow-list; Tab leaves the field.
    for (const key of [`${CTRL}d`, `${CTRL}Shift-7`]) this.setKeyHandler(key, ignore);
    for (const key of ["Tab", "Shift-Tab", "PageUp", "PageDown"]) this.setKeyHandler(key, null);
    // Its handles set sizes that no message keeps.
    this._imageResizer.destroy();
    // What it deletes leaves no-break spaces at the ends of lines, which here need none.
    let deletes = false;
    const remember = () => {
      deletes = !this.getSelection().collapsed;
    };
    root.addEventListener("keydown", remember, true);
    root.addEventListener("keydown", () => deletes && withSpaces(root));
  }

  /** Takes away what stands in `range`, and goes on there. */
  remove(range: Range): void {
    this.saveUndoState(range);
    range.deleteContents();
    this.setSelection(range);
  }

  override setHTML(html: string): this {
    super.setHTML(html);
    withSpaces(this.getRoot());
    return this;
  }

  /** Takes up an earlier state, which this editor wrote itself. */
  override _setRawHTML(html: string): this {
    const root = this.getRoot();
    const kept = parseInert(html).body;
    root.replaceChildren(...Array.from(kept.childNodes, (node) => document.importNode(node, true)));
    if (root.firstChild === null) root.append(this.createDefaultBlock());
    this._ignoreChange = true;
    return this;
  }
}

/** Here every space stands as it is: those HTML kept by another sign are spaces again. */
function withSpaces(root: HTMLElement): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.nodeValue ?? "";
    const begun = node.previousSibling === null ? text.replace(/^\u00a0/u, " ") : text;
    const ended = node.nextSibling === null ? begun.replace(/\u00a0$/u, " ") : begun;
    const kept = ended.replace(/[ \u00a0]{2,}/gu, (run) => " ".repeat(run.length));
    if (kept !== text) node.nodeValue = kept;
  }
}

function ignore(_: Squire, event: KeyboardEvent): void {
  event.preventDefault();
}

/** A defect of the editor is one of the page. */
function raise(error: unknown): void {
  throw error;
}
