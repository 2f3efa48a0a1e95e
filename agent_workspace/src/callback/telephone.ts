/** The address by which this machine's telephone calls a number (RFC 3966). */

/** Null where there is nothing to dial. */
export function telephone(number: string): string | null {
  const dialled = number.replace(/\(0\)/g, "").replace(/[^\d+*#]/g, "");
  const plus = dialled.startsWith("+") ? "+" : "";
  const digits = dialled.replaceAll("+", "");
  if (!/\d/.test(digits)) return null;
  return `tel:${plus}${digits.replaceAll("#", "%23")}`;
}
