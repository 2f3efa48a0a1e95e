/** The search of the knowledge base: what one types, one category, and what was found. */

import type { FoundEntry } from "@parley/wire";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { EntryPreview } from "~/knowledge/entry-preview";
import { InsertButtons } from "~/knowledge/insert-buttons";

export function KnowledgeSearch() {
  const desk = useDesk();
  const words = desk.words.value.knowledge;
  const finder = useMemo(() => desk.knowledge.finder(), [desk.knowledge]);
  const [open, setOpen] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const { query, category } = finder.wanted.value;
  const { state, entries } = finder.findings.value;
  const categories = desk.knowledge.categories.value ?? [];

  useEffect(() => {
    field.current?.focus();
    void finder.look();
    return () => finder.forget();
  }, [finder]);

  return (
    <div class="knowledge-search">
      <search class="knowledge-fields">
        <input
          ref={field}
          class="input"
          type="search"
          aria-label={words.search}
          aria-controls={`${id}-found`}
          placeholder={words.searchHint}
          value={query}
          onInput={(event) => finder.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            list.current?.querySelector("button")?.focus();
          }}
        />
        {categories.length > 1 && (
          <select
            class="input"
            aria-label={words.category}
            value={category ?? ""}
            onChange={(event) => void finder.choose(event.currentTarget.value || null)}
          >
            <option value="">{words.allCategories}</option>
            {categories.map(({ id: key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        )}
      </search>
      <p class="unseen" role="status">
        {state === "found" && words.found(entries.length)}
      </p>
      {state === "failed" && (
        <p class="knowledge-note" role="alert">
          <Icon name="warning" size="small" />
          {words.failed}
          <button type="button" class="button small" onClick={() => void finder.look()}>
            {words.tryAgain}
          </button>
        </p>
      )}
      {state === "found" && entries.length === 0 && (
        <p class="knowledge-note muted">{query === "" ? words.empty : words.nothing}</p>
      )}
      <ul
        ref={list}
        id={`${id}-found`}
        class="knowledge-list scroll"
        aria-label={words.results}
        aria-busy={state === "searching"}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          const heads = [...(list.current?.querySelectorAll<HTMLElement>(".knowledge-head") ?? [])];
          const now = heads.indexOf(document.activeElement as HTMLElement);
          if (now === -1) return;
          event.preventDefault();
          const next = heads[now + (event.key === "ArrowDown" ? 1 : -1)];
          (next ?? (event.key === "ArrowUp" ? field.current : null))?.focus();
        }}
      >
        {entries.map((entry) => (
          <FoundRow
            key={entry.id}
            entry={entry}
            open={entry.id === open}
            onToggle={() => setOpen(entry.id === open ? null : entry.id)}
          />
        ))}
      </ul>
    </div>
  );
}

function FoundRow(props: { entry: FoundEntry; open: boolean; onToggle: () => void }) {
  const { entry, open, onToggle } = props;
  const desk = useDesk();
  const categories = desk.knowledge.categories.value ?? [];
  const languages = new Intl.DisplayNames([desk.locale.value], { type: "language" });
  const category = categories.find(({ id }) => id === entry.category)?.name ?? entry.category;
  return (
    <li class="knowledge-row" data-open={open}>
      <button type="button" class="knowledge-head" aria-expanded={open} onClick={onToggle}>
        <span class="knowledge-question">{entry.question}</span>
        <span class="knowledge-where muted clip">
          {category} · {languages.of(entry.language)}
        </span>
        {entry.shortcut !== null && <kbd>{`\\${entry.shortcut}`}</kbd>}
        {!open && <span class="knowledge-excerpt muted">{entry.excerpt}</span>}
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
