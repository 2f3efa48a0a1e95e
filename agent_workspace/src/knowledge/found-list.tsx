/** What one looks for in the knowledge base, and the list of what was found. */

import type { FoundEntry } from "@parley/wire";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import type { KnowledgeFinder } from "~/knowledge/finder";

export interface FoundListProps {
  readonly finder: KnowledgeFinder;
  /** One `li`; its first button takes the focus of the arrow keys. */
  readonly row: (entry: FoundEntry) => JSX.Element;
}

export function FoundList({ finder, row }: FoundListProps) {
  const desk = useDesk();
  const words = desk.words.value.knowledge;
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const { query, category } = finder.wanted.value;
  const { state, entries } = finder.findings.value;
  const categories = desk.knowledge.categories.value ?? [];
  const heads = () => [
    ...(list.current?.querySelectorAll<HTMLElement>(":scope > li > button:first-child") ?? []),
  ];

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
            heads()[0]?.focus();
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
      <div>
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
      </div>
      <ul
        ref={list}
        id={`${id}-found`}
        class="knowledge-list scroll"
        aria-label={words.results}
        aria-busy={state === "searching"}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          const all = heads();
          const now = all.indexOf(document.activeElement as HTMLElement);
          if (now === -1) return;
          event.preventDefault();
          const next = all[now + (event.key === "ArrowDown" ? 1 : -1)];
          (next ?? (event.key === "ArrowUp" ? field.current : null))?.focus();
        }}
      >
        {entries.map(row)}
      </ul>
    </div>
  );
}
