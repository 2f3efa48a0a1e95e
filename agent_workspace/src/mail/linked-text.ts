/** Plain text with its web addresses found, so that they can be followed. */

export interface TextPart {
  readonly text: string;
  /** Where it leads, or null for text alone. */
  readonly href: string | null;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/giu;
/** Signs that end a sentence rather than an address. */
const TRAILING = /[.,;:!?…»”’*_]+$/u;

export function linkedText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    if (!URL.canParse(address)) continue;
    if (index > end) parts.push({ text: text.slice(end, index), href: null });
    parts.push({ text: address, href: new URL(address).href });
    end = index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** A bracket belongs to the address only where it was opened in it. */
function trimmed(found: string): string {
  let address = found.replace(TRAILING, "");
  for (const [open, close] of ["()", "[]", "{}"] as const) {
    const count = (sign: string | undefined) => address.split(sign as string).length;
    while (address.endsWith(close as string) && count(close) > count(open)) {
      address = address.slice(0, -1).replace(TRAILING, "");
    }
  }
  return address;
}
