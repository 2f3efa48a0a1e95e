/** The way to the knowledge base, in the rail, where there is one: a window of its own (FAQ-012). */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { KNOWLEDGE_WINDOW } from "~/knowledge/knowledge-address";

export function KnowledgeEntry() {
  const desk = useDesk();
  const words = desk.words.value.knowledge;
  if (!desk.knowledge.offered) return null;
  // The same window each time, not loaded anew: something may be in writing there.
  return (
    <a
      class="rail-place"
      href={`${KNOWLEDGE_WINDOW}#work`}
      target="parley-knowledge"
      title={words.ownWindow}
      aria-keyshortcuts="Alt+L"
    >
      <Icon name="book" />
      <span>{words.title}</span>
      <span class="keys" aria-hidden="true">
        Alt L
      </span>
    </a>
  );
}
