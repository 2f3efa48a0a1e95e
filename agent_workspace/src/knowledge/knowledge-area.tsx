/** The knowledge base by itself: found on the left, read or written on the right (FAQ-011, FAQ-012). */

import type { EntryRow, FoundEntry } from "@parley/wire";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { AskButton } from "~/knowledge/ask-button";
import { CategoryList } from "~/knowledge/category-list";
import { EntryEditor } from "~/knowledge/entry-editor";
import { EntryPreview } from "~/knowledge/entry-preview";
import { FoundEntryLine } from "~/knowledge/found-entry";
import { FoundList } from "~/knowledge/found-list";
import { useKeepingWords } from "~/knowledge/keeping-words";

/** `alone`: in a window of its own, where there is nothing to close it for. */
export function KnowledgeArea({ alone = false }: { alone?: boolean }) {
  const desk = useDesk();
  const words = desk.words.value;
  const keeping = useKeepingWords();
  const { knowledge } = desk;
  const { permissions } = desk.state.value;
  const may = (permission: string) => permissions.includes(permission);
  const finder = useMemo(() => knowledge.finder(), [knowledge]);
  const [shown, setShown] = useState<FoundEntry | null>(null);
  const [categories, setCategories] = useState(false);
  const [drafts, setDrafts] = useState<readonly EntryRow[]>([]);
  const area = useRef<HTMLElement>(null);
  const writing = knowledge.atHand.value;
  const keeps = may("faq.add") || may("faq.edit");

  const toRead = knowledge.toRead.value;
  useEffect(() => {
    if (toRead === null) return;
    setCategories(false);
    setShown(toRead);
    knowledge.toRead.value = null;
  }, [toRead]);

  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      desk.explain(error);
    }
  };
  const lookForDrafts = async () => {
    if (!keeps) return;
    const rows = await knowledge.entries.list().catch(() => []);
    setDrafts(rows.filter(({ draft }) => draft));
  };
  const lookAgain = async () => {
    await Promise.all([knowledge.refresh(), finder.look(), lookForDrafts()]);
  };
  useEffect(() => void lookForDrafts(), []);

  /** What was written of another entry is kept as a draft first; what cannot be stays open. */
  const write = (entryId: string | null) =>
    attempt(async () => {
      const before = knowledge.atHand.peek();
      if (before?.changed.peek() && (await before.keep(false)) === null) return;
      const record = entryId === null ? null : await knowledge.entries.read(entryId);
      knowledge.atHand.value = knowledge.writing(record, {
        category: finder.wanted.peek().category ?? shown?.category ?? "",
        language: desk.locale.peek(),
      });
      setCategories(false);
    });
  const remove = (entry: FoundEntry) =>
    attempt(async () => {
      await knowledge.entries.remove(entry.id);
      setShown(null);
      desk.toasts.say(keeping.removed, "done");
      await lookAgain();
      area.current?.focus();
    });

  return (
    <section
      ref={area}
      class="knowledge-area"
      tabIndex={-1}
      aria-label={words.knowledge.title}
      data-reading={shown !== null || categories}
      data-writing={writing !== null}
    >
      <header class="pending-head">
        <h2>
          <Icon name="book" />
          <span class="clip">{words.knowledge.title}</span>
        </h2>
        {writing === null && may("faq.category") && (
          <button
            type="button"
            class="button small"
            aria-pressed={categories}
            onClick={() => setCategories(!categories)}
          >
            {keeping.categories}
          </button>
        )}
        {writing === null && may("faq.add") && (
          <button type="button" class="button small primary" onClick={() => void write(null)}>
            <Icon name="plus" size="small" />
            {keeping.newEntry}
          </button>
        )}
        {!alone && (
          <button
            type="button"
            class="button quiet icon-only small"
            aria-label={words.knowledge.close}
            title={words.knowledge.close}
            onClick={() => {
              desk.view.place.value = "work";
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </header>
      {writing !== null ? (
        <EntryEditor
          writing={writing}
          onKept={(published) => {
            desk.toasts.say(published ? keeping.published : keeping.draftSaved, "done");
            if (published) knowledge.atHand.value = null;
            void lookAgain();
          }}
          onClose={() =>
            void attempt(async () => {
              if (writing.changed.peek() && (await writing.keep(false)) === null) return;
              knowledge.atHand.value = null;
              await lookForDrafts();
            })
          }
        />
      ) : (
        <>
          <div class="knowledge-left">
            {drafts.length > 0 && (
              <nav class="knowledge-drafts" aria-label={keeping.drafts}>
                <h3>{keeping.drafts}</h3>
                {drafts.map((draft) => (
                  <button
                    key={draft.id}
                    type="button"
                    class="button quiet small"
                    onClick={() => void write(draft.id)}
                  >
                    <Icon name="pen" size="small" />
                    <span class="clip">{draft.question}</span>
                  </button>
                ))}
              </nav>
            )}
            <FoundList
              finder={finder}
              row={(entry) => (
                <li key={entry.id} class="knowledge-row" data-open={entry.id === shown?.id}>
                  <button
                    type="button"
                    class="knowledge-head"
                    aria-current={entry.id === shown?.id ? "true" : undefined}
                    onClick={() => {
                      setCategories(false);
                      setShown(entry);
                    }}
                  >
                    <FoundEntryLine entry={entry} />
                  </button>
                </li>
              )}
            />
          </div>
          {categories ? (
            <CategoryList onChanged={() => void lookAgain()} />
          ) : shown === null ? (
            <p class="knowledge-none muted">{words.knowledge.choose}</p>
          ) : (
            <Article
              key={shown.id}
              entry={shown}
              onBack={() => setShown(null)}
              onEdit={may("faq.edit") ? () => void write(shown.id) : null}
              onRemove={may("faq.delete") ? () => void remove(shown) : null}
            />
          )}
        </>
      )}
    </section>
  );
}

function Article(props: {
  entry: FoundEntry;
  onBack: () => void;
  onEdit: (() => void) | null;
  onRemove: (() => void) | null;
}) {
  const all = useDesk().words.value;
  const { entry, onBack, onEdit, onRemove } = props;
  const words = useKeepingWords();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <article ref={box} class="knowledge-article scroll" tabIndex={0} aria-label={entry.question}>
      <button type="button" class="button small knowledge-back" onClick={onBack}>
        {all.knowledge.back}
      </button>
      <header>
        <h3>{entry.question}</h3>
        <p class="muted">
          {entry.category}
          {entry.shortcut !== null && <kbd>{`\\${entry.shortcut}`}</kbd>}
        </p>
      </header>
      <EntryPreview entryId={entry.id} excerpt={entry.excerpt} />
      {(onEdit !== null || onRemove !== null) && (
        <footer class="insert-buttons">
          {onEdit !== null && (
            <button type="button" class="button small" onClick={onEdit}>
              <Icon name="pen" size="small" />
              {words.edit}
            </button>
          )}
          {onRemove !== null && (
            <AskButton
              label={words.remove}
              question={words.removeAsk}
              confirm={words.removeConfirm}
              keep={words.removeKeep}
              onConfirm={onRemove}
            />
          )}
        </footer>
      )}
    </article>
  );
}
