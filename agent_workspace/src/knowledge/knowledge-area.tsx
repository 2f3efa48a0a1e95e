/** The knowledge base by itself: found on the left, read on the right (FAQ-011, FAQ-012). */

import type { FoundEntry } from "@parley/wire";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { EntryPreview } from "~/knowledge/entry-preview";
import { FoundEntryLine } from "~/knowledge/found-entry";
import { FoundList } from "~/knowledge/found-list";

export function KnowledgeArea() {
  const desk = useDesk();
  const words = desk.words.value.knowledge;
  const finder = useMemo(() => desk.knowledge.finder(), [desk.knowledge]);
  const [shown, setShown] = useState<FoundEntry | null>(null);
  return (
    <section class="knowledge-area" aria-label={words.title} data-reading={shown !== null}>
      <header class="pending-head">
        <h2>
          <Icon name="book" />
          <span class="clip">{words.title}</span>
        </h2>
        <button
          type="button"
          class="button quiet icon-only small"
          aria-label={words.close}
          title={words.close}
          onClick={() => {
            desk.view.place.value = "work";
          }}
        >
          <Icon name="close" />
        </button>
      </header>
      <FoundList
        finder={finder}
        row={(entry) => (
          <li key={entry.id} class="knowledge-row" data-open={entry.id === shown?.id}>
            <button
              type="button"
              class="knowledge-head"
              aria-current={entry.id === shown?.id ? "true" : undefined}
              onClick={() => setShown(entry)}
            >
              <FoundEntryLine entry={entry} />
            </button>
          </li>
        )}
      />
      {shown === null ? (
        <p class="knowledge-none muted">{words.choose}</p>
      ) : (
        <Article entry={shown} key={shown.id} onBack={() => setShown(null)} />
      )}
    </section>
  );
}

function Article({ entry, onBack }: { entry: FoundEntry; onBack: () => void }) {
  const words = useDesk().words.value.knowledge;
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <article ref={box} class="knowledge-article scroll" tabIndex={0} aria-label={entry.question}>
      <button type="button" class="button small knowledge-back" onClick={onBack}>
        {words.back}
      </button>
      <header>
        <h3>{entry.question}</h3>
        <p class="muted">
          {entry.category}
          {entry.shortcut !== null && <kbd>{`\\${entry.shortcut}`}</kbd>}
        </p>
      </header>
      <EntryPreview entryId={entry.id} excerpt={entry.excerpt} />
    </article>
  );
}
