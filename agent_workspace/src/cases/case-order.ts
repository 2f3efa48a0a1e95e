/** The order of a list of cases. */

import type { CaseRow } from "@parley/wire";
import type { Order } from "~/design/table-order";

export type Column = "number" | "subject" | "customer" | "status" | "assignee" | "changed_at";

/** As the gateway lists them: the one changed last first. */
export const LATEST_FIRST: Order<Column> = { by: "changed_at", backwards: true };

export function valueOf(row: CaseRow, column: Column): string {
  return column === "assignee" ? (row.assignee?.name ?? "") : row[column];
}
