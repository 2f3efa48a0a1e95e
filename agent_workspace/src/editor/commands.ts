/** What the editor's tools do, each with its keys. */

import type { DeskSquire } from "~/editor/squire";

export type Heading = "text" | "h1" | "h2" | "h3";
export type Command =
  | "bold"
  | "italic"
  | "underline"
  | Heading
  | "bullets"
  | "numbers"
  | "quote"
  | "link"
  | "picture"
  | "undo"
  | "redo"
  | "clear";

/** As shown, and as `aria-keyshortcuts` writes them. */
export const KEYS: Readonly<Partial<Record<Command, string>>> = {
  bold: "Control+B",
  italic: "Control+I",
  underline: "Control+U",
  text: "Control+Alt+0",
  h1: "Control+Alt+1",
  h2: "Control+Alt+2",
  h3: "Control+Alt+3",
  bullets: "Control+Shift+8",
  numbers: "Control+Shift+9",
  quote: "Control+Shift+Period",
  link: "Control+Shift+K",
  undo: "Control+Z",
  redo: "Control+Y",
  clear: "Control+Space",
};
const HEADINGS: readonly Heading[] = ["text", "h1", "h2", "h3"];
const LINES = /^(?:DIV|H[1-6])$/u;

/** The command of a key that Squire does not know by itself, or null. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (!(event.ctrlKey || event.metaKey)) return null;
  const digit = /^Digit([0-3])$/u.exec(event.code)?.[1];
  if (event.altKey) return digit === undefined ? null : (HEADINGS[Number(digit)] ?? null);
  if (event.shiftKey && event.code === "Period") return "quote";
  if (event.shiftKey && event.code === "KeyK") return "link";
  if (event.code === "Space") return "clear";
  return null;
}

/** Whether what is selected has the format already. */
export function isOn(squire: DeskSquire, command: Command): boolean {
  const inside = (tag: string) => new RegExp(`(?:^|>)${tag}(?:>|$)`, "u").test(squire.getPath());
  switch (command) {
    case "bold":
      return squire.hasFormat("B");
    case "italic":
      return squire.hasFormat("I");
    case "underline":
      return squire.hasFormat("U");
    case "link":
      return squire.hasFormat("A");
    case "bullets":
      return inside("UL");
    case "numbers":
      return inside("OL");
    case "quote":
      return inside("BLOCKQUOTE");
    case "h1":
    case "h2":
    case "h3":
      return inside(command.toUpperCase());
    case "text":
      return !/(?:^|>)H[1-6](?:>|$)/u.test(squire.getPath());
    default:
      return false;
  }
}

export function run(squire: DeskSquire, command: Command): void {
  const on = isOn(squire, command);
  switch (command) {
    case "bold":
      return void (on ? squire.removeBold() : squire.bold());
    case "italic":
      return void (on ? squire.removeItalic() : squire.italic());
    case "underline":
      return void (on ? squire.removeUnderline() : squire.underline());
    case "bullets":
      return void (on ? squire.removeList() : squire.makeUnorderedList());
    case "numbers":
      return void (on ? squire.removeList() : squire.makeOrderedList());
    case "quote":
      return void (on ? squire.decreaseQuoteLevel() : squire.increaseQuoteLevel());
    case "text":
    case "h1":
    case "h2":
    case "h3":
      return setLines(squire, command === "text" || on ? "div" : command);
    case "undo":
      return void squire.undo();
    case "redo":
      return void squire.redo();
    case "clear":
      return void squire.removeAllFormatting();
    case "link":
    case "picture":
      // Asked for first.
      return;
  }
}

/** Makes every selected line one of this kind. */
function setLines(squire: DeskSquire, tag: string): void {
  squire.modifyBlocks((fragment) => {
    for (const line of fragment.querySelectorAll("*")) {
      const inner = Array.from(line.children).some(({ nodeName }) => LINES.test(nodeName));
      if (!LINES.test(line.nodeName) || inner) continue;
      const next = document.createElement(tag);
      next.append(...Array.from(line.childNodes));
      line.replaceWith(next);
    }
    return fragment;
  });
}
