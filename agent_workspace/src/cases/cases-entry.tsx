/** The way to the cases, in the rail, with how many are open. */

import { useDesk } from "~/desk/desk-context";
import { RailPlace } from "~/rail/rail-place";

export function CasesEntry() {
  const desk = useDesk();
  const open = desk.mail.tabs.open.value.length;
  return (
    <RailPlace place="cases" icon="cases" title={desk.words.value.cases.title} letter="C">
      {open > 0 && <span class="muted figures">{open}</span>}
    </RailPlace>
  );
}
