/** The way to the customers, in the rail. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function CustomersEntry() {
  const desk = useDesk();
  const words = desk.words.value.customers;
  const here = desk.view.place.value === "customers";
  const open = desk.customers.tabs.open.value.length;
  return (
    <button
      type="button"
      class="rail-place"
      aria-current={here ? "page" : undefined}
      aria-keyshortcuts="Alt+U"
      onClick={() => desk.view.go("customers")}
    >
      <Icon name="person" />
      <span>{words.title}</span>
      {open > 0 && <span class="muted figures">{open}</span>}
      <span class="keys" aria-hidden="true">
        Alt U
      </span>
    </button>
  );
}
