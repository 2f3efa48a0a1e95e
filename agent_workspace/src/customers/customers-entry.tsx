/** The way to the customers, in the rail, with how many are open. */

import { useDesk } from "~/desk/desk-context";
import { RailPlace } from "~/rail/rail-place";

export function CustomersEntry() {
  const desk = useDesk();
  const open = desk.customers.tabs.open.value.length;
  return (
    <RailPlace place="customers" icon="person" title={desk.words.value.customers.title} letter="U">
      {open > 0 && <span class="muted figures">{open}</span>}
    </RailPlace>
  );
}
