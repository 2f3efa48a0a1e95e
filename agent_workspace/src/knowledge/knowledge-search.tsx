/** The knowledge base beside the work: an entry unfolds to be read and inserted. */

import type { FoundEntry } from "@parley/wire";
import { useMemo, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { EntryPreview } from "~/knowledge/entry-preview";
import { FoundEntryLine } from "~/knowledge/found-entry";
import { FoundList } from "~/knowledge/found-list";
import { InsertButtons } from "~/knowledge/insert-buttons";

export function KnowledgeSearch() {
  const { knowledge } = useDesk();
  const finder = useMemo(() => knowledge.finder(), [knowledge]);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <FoundList
      finder={finder}
      row={(entry) => (
        <FoundRow
          key={entry.id}
          entry={entry}
          open={entry.id === open}
          onToggle={() => setOpen(entry.id === open ? null : entry.id)}
        />
      )}
    />
  );
}

function FoundRow(props: { entry: FoundEntry; open: boolean; onToggle: () => void }) {
  const { entry, open, onToggle } = props;
  return (
    <li class="knowledge-row" data-open={open}>
      <button type="button" class="knowledge-head" aria-expanded={open} onClick={onToggle}>
        <FoundEntryLine entry={entry} brief={open} />
      </button>
      {open && (
        <>
          <EntryPreview entryId={entry.id} excerpt={entry.excerpt} />
          <InsertButtons entry={entry} />
        </>
      )}
    </li>
  );
}
