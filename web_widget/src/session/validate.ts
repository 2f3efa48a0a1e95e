/** The checks a form makes before it asks the gateway, which has the last word. */

/** Whether an answer could reach it at all; only delivery proves an address. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text.trim());
}

/** A number as the gateway reads one: spaces group digits, a dot or a comma begins the fraction. */
export function looksLikeNumber(text: string): boolean {
  return /^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/.test(text.replace(/[ \u00a0\u202f]/g, ""));
}

/** Characters as a reader counts them: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
