/** The groups of a list of customers: by company, or by the letter of the last name (CRM-006). */

import type { CustomerRow } from "@parley/wire";

export interface CustomerGroup {
  /** Empty: those without a company, or without a name. */
  readonly name: string;
  readonly rows: readonly CustomerRow[];
}

/** Joins neighbours: the gateway has put the rows in order. */
export function grouped(
  rows: readonly CustomerRow[],
  order: "last_name" | "company",
): CustomerGroup[] {
  const groups: { name: string; key: string; rows: CustomerRow[] }[] = [];
  for (const row of rows) {
    const name = order === "company" ? row.company : initial(row.last_name);
    const key = plain(name);
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else groups.push({ name, key, rows: [row] });
  }
  return groups.map(({ name, rows }) => ({ name, rows }));
}

function initial(lastName: string): string {
  return plain([...lastName][0] ?? "").toUpperCase();
}

/** As the gateway orders them: neither case nor accents count. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
