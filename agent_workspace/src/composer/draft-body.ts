/** What a draft says once it is sent: its text, and the formatted answers below it. */

import type { Draft } from "~/composer/drafts";
import { htmlOfText } from "~/mail/plain-body";

export interface DraftBody {
  readonly text: string;
  /** Only where there is more to it than text. */
  readonly html?: string;
}

export function bodyOf({ text, answers }: Draft): DraftBody {
  const trimmed = text.trim();
  if (answers.length === 0) return { text: trimmed };
  const said = trimmed === "" ? [] : [trimmed];
  return {
    text: [...said, ...answers.map((answer) => answer.text.trim())].join("\n\n"),
    html: htmlOfText(trimmed) + answers.map(({ html }) => html).join(""),
  };
}

/** Code points that a reader sees, as the gateway counts them. */
export function visibleChars({ text, answers }: Draft): number {
  const said = [text.trim(), ...answers.map((answer) => answer.text.trim())];
  return said.reduce((sum, one) => sum + [...one].length, 0);
}
