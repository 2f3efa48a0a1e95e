/** Ids for what the desk sends: 128 random bits, also where the page is not served over TLS. */

export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
