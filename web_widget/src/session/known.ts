/** What the host page passed by `identify`, sorted into the gateway's own questions and the site's. */

import type { Session } from "@parley/wire";

const STANDARD = ["name", "email", "account_number", "case_number"] as const;
export type StandardField = (typeof STANDARD)[number];

export interface Known {
  standard: Partial<Record<StandardField, string>>;
  fields: Record<string, string | number>;
}

/** Which of the standard questions the site has answered with its signature. */
export function vouchedFor(met: Session["known"]): { name: boolean; email: boolean } {
  return { name: met.verified && met.name !== "", email: met.verified && met.email !== "" };
}

/** Adds what the gateway knows: the site's signed word before anything, typed words after the page's. */
export function withMet({ standard, fields }: Known, met: Session["known"]): Known {
  const { name, email } = met;
  const given = { ...(name && { name }), ...(email && { email }) };
  return { standard: met.verified ? { ...standard, ...given } : { ...given, ...standard }, fields };
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
