/** The way to the cases, in the rail. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function CasesEntry() {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const here = desk.view.place.value === "cases";
  const open = desk.mail.tabs.open.value.length;
  return (
    <button
      type="button"
      class="rail-place"
      aria-current={here ? "page" : undefined}
      aria-keyshortcuts="Alt+C"
      onClick={() => desk.view.go("cases")}
    >
      <Icon name="cases" />
      <span>{words.title}</span>
      {open > 0 && <span class="muted figures">{open}</span>}
      <span class="keys" aria-hidden="true">
        Alt C
      </span>
    </button>
  );
}
