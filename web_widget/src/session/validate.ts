/** The checks a form makes before it asks the gateway, which has the last word. */

/** Whether an answer could reach it; only delivery proves an address. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text.trim());
}

/** Digits, which people group by spaces, dots or dashes. */
export function looksLikeNumber(text: string): boolean {
  return /^\d[\d\s.\-\u00a0\u202f]*$/.test(text.trim());
}

/** Characters as a reader counts them: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
