/** The trigger: a shortcut being typed, from its sign to the caret (FAQ-004, FAQ-006). */

export interface Trigger {
  /** Where its sign stands in the text. */
  readonly start: number;
  /** Where the caret stands. */
  readonly end: number;
  /** Sign and all: `\q`, `<Pri`, `<Prix>`. */
  readonly typed: string;
}

/** A sign at the beginning of a word, then what a shortcut may hold. */
const TYPED = /(?:^|[\s(«“"'])(\\[^\s\\<>]{0,40}|<[^\s\\<>]{0,40}>?)$/u;

/** The shortcut the caret stands behind; null: none is being typed. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const line = text.slice(text.lastIndexOf("\n", caret - 1) + 1, caret);
  const typed = TYPED.exec(line)?.[1];
  return typed === undefined ? null : { start: caret - typed.length, end: caret, typed };
}

/** The shortcut without its decoration, as entries have it. */
export function bare(typed: string): string {
  return typed.replace(/^[\\<]/u, "").replace(/>$/u, "");
}

export interface Written {
  readonly text: string;
  /** Where the caret goes on. */
  readonly caret: number;
}

/** Puts `words` in the place of what stands from `start` to `end`. */
export function replaced(text: string, start: number, end: number, words: string): Written {
  return { text: text.slice(0, start) + words + text.slice(end), caret: start + words.length };
}

/** Puts `words` at the caret, apart from the word before them. */
export function inserted(text: string, caret: number, words: string): Written {
  const apart = caret === 0 || /\s/u.test(text[caret - 1] as string) ? "" : " ";
  return replaced(text, caret, caret, apart + words);
}
