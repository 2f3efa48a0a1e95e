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
