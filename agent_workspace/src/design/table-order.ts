/** The order of a table: by any column, forwards or backwards. */

export interface Order<Column extends string> {
  readonly by: Column;
  readonly backwards: boolean;
}

/** The order after a column's head was pressed: the same column turns round. */
export function pressed<Column extends string>(
  order: Order<Column>,
  by: Column,
  backwardsFirst: boolean,
): Order<Column> {
  return { by, backwards: order.by === by ? !order.backwards : backwardsFirst };
}

/** Sorted by what `valueOf` gives: numbers as numbers, words as people sort them. */
export function sorted<Row, Column extends string>(
  rows: readonly Row[],
  order: Order<Column>,
  valueOf: (row: Row, column: Column) => string | number,
): Row[] {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const turn = order.backwards ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [valueOf(one, order.by), valueOf(other, order.by)];
    const by =
      typeof a === "number" && typeof b === "number" ? a - b : collator.compare(`${a}`, `${b}`);
    return turn * by;
  });
}
