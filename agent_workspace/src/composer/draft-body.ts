/** What a draft says once it is sent: its text, or its formatted twin where text would lose it. */

import type { Draft } from "~/composer/drafts";

export interface DraftBody {
  readonly text: string;
  /** Only where there is more to it than text. */
  readonly html?: string;
}

type Body = Pick<Draft, "html" | "text" | "formatted">;

const BLANK_BEFORE = /^(?:<p>(?:<br>)+<\/p>)+/u;
const BLANK_AFTER = /(?:<p>(?:<br>)+<\/p>)+$/u;
const BREAKS_BEFORE = /^<p>(?:<br>)+/u;
const BREAKS_AFTER = /(?:<br>)+<\/p>$/u;

/** Without the empty lines around it, which say nothing. */
export function bodyOf({ html, text, formatted }: Body): DraftBody {
  const trimmed = text.trim();
  if (!formatted) return { text: trimmed };
  const body = html
    .replace(BLANK_BEFORE, "")
    .replace(BLANK_AFTER, "")
    .replace(BREAKS_BEFORE, "<p>")
    .replace(BREAKS_AFTER, "</p>");
  return { text: trimmed, html: body };
}

/** Code points that a reader sees, as the gateway counts them. */
export function visibleChars(draft: Body): number {
  const { text, html } = bodyOf(draft);
  const seen =
    html === undefined
      ? text
      : html
          .replaceAll("<br>", "\n")
          .replace(/<[^>]*>/gu, "")
          .replace(/&[a-z#0-9]+;/gu, "&");
  return [...seen].length;
}
