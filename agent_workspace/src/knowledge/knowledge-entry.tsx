/** The way to the knowledge base, in the rail, where there is one. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function KnowledgeEntry() {
  const desk = useDesk();
  const words = desk.words.value.knowledge;
  if (!desk.knowledge.offered) return null;
  return (
    <div class="rail-places">
      <button
        type="button"
        class="rail-place"
        aria-current={desk.view.place.value === "knowledge" ? "page" : undefined}
        aria-keyshortcuts="Alt+L"
        onClick={() => desk.view.go("knowledge")}
      >
        <Icon name="book" />
        <span>{words.title}</span>
        <span class="keys" aria-hidden="true">
          Alt L
        </span>
      </button>
    </div>
  );
}
