/** An entry as a line of a list: its question, where it belongs, how it is called. */

import type { FoundEntry } from "@parley/wire";
import { useDesk } from "~/desk/desk-context";

export function FoundEntryLine({ entry, brief = false }: { entry: FoundEntry; brief?: boolean }) {
  const desk = useDesk();
  const languages = new Intl.DisplayNames([desk.locale.value], { type: "language" });
  return (
    <>
      <span class="knowledge-question">{entry.question}</span>
      <span class="knowledge-where muted clip">
        {entry.category} · {languages.of(entry.language)}
      </span>
      {entry.shortcut !== null && <kbd>{`\\${entry.shortcut}`}</kbd>}
      {!brief && <span class="knowledge-excerpt muted">{entry.excerpt}</span>}
    </>
  );
}
