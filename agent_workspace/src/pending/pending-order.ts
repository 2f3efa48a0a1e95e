/** The order of the pending list: six columns to sort by (EPL-006). */

import type { Order } from "~/design/table-order";
import type { HeldPending } from "~/pending/pending-list";

export type Column = "waited" | "case_number" | "mailbox" | "contact" | "company" | "subject";

/** As they would be offered: who has waited longest first. */
export const LONGEST_FIRST: Order<Column> = { by: "waited", backwards: true };

export function valueOf(mail: HeldPending, column: Column): string | number {
  return column === "waited" ? -mail.since : mail[column];
}
