/** What the host page passed by `identify`, sorted into the gateway's own questions and the site's. */

const STANDARD = ["name", "email", "account_number", "case_number"] as const;
export type StandardField = (typeof STANDARD)[number];

export interface Known {
  standard: Partial<Record<StandardField, string>>;
  fields: Record<string, string | number>;
}

/** Takes strings and numbers, ignores everything else: a host page may pass any value at all. */
export function knownFrom(who: unknown): Known {
  const known: Known = { standard: {}, fields: {} };
  if (typeof who !== "object" || who === null) return known;
  for (const [key, value] of Object.entries(who)) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    const standard = STANDARD.find((name) => name === key);
    if (standard) known.standard[standard] = String(value);
    else known.fields[key] = value;
  }
  return known;
}
