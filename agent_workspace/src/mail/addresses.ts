/** Mail addresses as people type or paste them: split, checked, each one once. */

/** RFC 5321 section 4.5.3.1 (ERP-020). */
const MOST_CHARS = 254;
const CONTROL = /[\s\p{Cc}<>()[\],;:\\"]/u;

export interface TypedAddresses {
  readonly accepted: readonly string[];
  /** What reads like no address, as it was typed. */
  readonly refused: readonly string[];
}

export function isAddress(text: string): boolean {
  const at = text.lastIndexOf("@");
  const domain = text.slice(at + 1);
  return (
    text.length <= MOST_CHARS &&
    at > 0 &&
    !CONTROL.test(text) &&
    !text.slice(0, at).includes("@") &&
    /^[^.]+(\.[^.]+)*$/.test(domain) &&
    !/^-|-$/.test(domain)
  );
}

/** Reads `a@b.example, Name <c@d.example>; e@f.example`, one per line as well. */
export function readAddresses(text: string): TypedAddresses {
  const accepted: string[] = [];
  const refused: string[] = [];
  for (const part of separate(text)) {
    const address = bare(part);
    if (!isAddress(address)) refused.push(part);
    else if (!includesAddress(accepted, address)) accepted.push(address);
  }
  return { accepted, refused };
}

/** Two spellings of one mailbox: no server in use tells capital letters apart. */
export function sameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

export function includesAddress(list: readonly string[], address: string): boolean {
  return list.some((one) => sameAddress(one, address));
}

/** Each address once, where it stands first. */
export function distinct(addresses: readonly string[]): string[] {
  const kept: string[] = [];
  for (const address of addresses) if (!includesAddress(kept, address)) kept.push(address);
  return kept;
}

/** Splits where commas, semicolons and lines end an entry, but not inside a quoted name. */
function separate(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    if (sign === "\n" || (!quoted && (sign === "," || sign === ";"))) {
      parts.push(part);
      part = "";
      quoted = false;
    } else part += sign;
  }
  return [...parts, part].flatMap(bySpaces).filter((one) => one !== "");
}

/** Addresses pasted from a table stand apart by spaces alone. */
function bySpaces(part: string): string[] {
  const words = part.trim().split(/\s+/u);
  return words.every((word) => isAddress(word)) ? words : [part.trim()];
}

function bare(part: string): string {
  const angled = /<([^<>]*)>\s*$/u.exec(part);
  return (angled?.[1] ?? part).trim().replace(/^mailto:/i, "");
}
