/** The heads of a table's columns: each a button that sorts by it. */

import { Icon } from "~/design/icon";
import { type Order, pressed } from "~/design/table-order";

export interface SortHeadsProps<Column extends string> {
  readonly columns: readonly (readonly [Column, string])[];
  readonly order: Order<Column>;
  /** The column whose largest value comes first: usually a time. */
  readonly backwardsFirst: Column;
  readonly onOrder: (order: Order<Column>) => void;
}

export function SortHeads<Column extends string>(props: SortHeadsProps<Column>) {
  const { columns, order, backwardsFirst, onOrder } = props;
  return (
    <>
      {columns.map(([column, name]) => (
        <th
          key={column}
          scope="col"
          data-column={column}
          aria-sort={
            order.by === column ? (order.backwards ? "descending" : "ascending") : undefined
          }
        >
          <button
            type="button"
            onClick={() => onOrder(pressed(order, column, column === backwardsFirst))}
          >
            {name}
            {order.by === column && (
              <span class="sorted-mark" data-backwards={order.backwards}>
                <Icon name="chevron" size="small" />
              </span>
            )}
          </button>
        </th>
      ))}
    </>
  );
}
