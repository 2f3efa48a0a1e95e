/** Plain text with its web addresses found, so that they can be followed. */

export interface TextPart {
  readonly text: string;
  /** Where it leads, or null for text alone. */
  readonly href: string | null;
}

/** A longer one was not written to be followed by a person, and is text. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]{1,2000}/giu;
/** Signs that end a sentence rather than an address. */
const TRAILING = new Set(".,;:!?…»”’*_");
const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** In time that grows with the text alone: it may come from anybody. */
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
  const counts = new Map<string, number>();
  for (const sign of found) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const count = (sign: string) => counts.get(sign) ?? 0;
  let length = found.length;
  while (length > 0) {
    const last = found[length - 1] as string;
    const opening = OPENING[last];
    const unopened = opening !== undefined && count(last) > count(opening);
    if (!TRAILING.has(last) && !unopened) break;
    counts.set(last, count(last) - 1);
    length -= 1;
  }
  return found.slice(0, length);
}
