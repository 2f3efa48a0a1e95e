/** The order of a list of cases: by any column, forwards or backwards. */

import type { CaseRow } from "@parley/wire";

export type Column = "number" | "subject" | "customer" | "status" | "assignee" | "changed_at";

export interface Order {
  readonly by: Column;
  readonly backwards: boolean;
}

/** As the gateway lists them: the one changed last first. */
export const LATEST_FIRST: Order = { by: "changed_at", backwards: true };

/** The order after a column's head was pressed: the same column turns round. */
export function pressed(order: Order, by: Column): Order {
  return { by, backwards: order.by === by ? !order.backwards : by === "changed_at" };
}

export function sorted(rows: readonly CaseRow[], order: Order): CaseRow[] {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const turn = order.backwards ? -1 : 1;
  return [...rows].sort(
    (one, other) => turn * collator.compare(valueOf(one, order.by), valueOf(other, order.by)),
  );
}

function valueOf(row: CaseRow, column: Column): string {
  return column === "assignee" ? (row.assignee?.name ?? "") : row[column];
}
