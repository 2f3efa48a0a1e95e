/** The editor of an entry: what it says on the left, how that will look on the right. */

import type { EntryContent, Locale, StoredImage } from "@parley/wire";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { RichText } from "~/conversation/rich-text";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { EntryImage } from "~/knowledge/entry-image";
import { Versions } from "~/knowledge/entry-versions";
import type { EntryWriting } from "~/knowledge/entry-writing";
import { imageMarkup } from "~/knowledge/image-markup";
import { useKeepingWords } from "~/knowledge/keeping-words";

const LANGUAGES: readonly Locale[] = ["en", "fr"];

export interface EntryEditorProps {
  readonly writing: EntryWriting;
  /** Something of it was kept; `published`: for everybody. */
  readonly onKept: (published: boolean) => void;
  readonly onClose: () => void;
}

export function EntryEditor({ writing, onKept, onClose }: EntryEditorProps) {
  const desk = useDesk();
  const words = useKeepingWords();
  const { permissions } = desk.state.value;
  const content = writing.content.value;
  const problem = writing.problem.value;
  const saving = writing.saving.value;
  const form = useRef<HTMLFormElement>(null);
  const answer = useRef<HTMLTextAreaElement>(null);
  const [older, setOlder] = useState(false);
  const [given, setGiven] = useState<File | null>(null);
  const id = useId();
  const { record } = writing;
  const categories = desk.knowledge.categories.value ?? [];
  const languages = new Intl.DisplayNames([desk.locale.value], { type: "language" });

  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input")?.focus();
  }, [writing]);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);

  const keep = async (publish: boolean) => {
    if ((await writing.keep(publish)) !== null) onKept(publish);
  };
  /** Whether it was a picture that came, which then does not go in as anything else. */
  const took = (event: Event, data: DataTransfer | null) => {
    const file = Array.from(data?.files ?? []).find(({ type }) => type.startsWith("image/"));
    if (file === undefined) return;
    event.preventDefault();
    setGiven(file);
  };
  const insert = (image: StoredImage, alt: string) => {
    const text = content.answer;
    const area = answer.current;
    const at = area?.selectionEnd ?? text.length;
    const written = imageMarkup(text, image, alt);
    writing.change({ answer: text.slice(0, at) + written + text.slice(at) });
    // After the next drawing, when the text is in its place.
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(at + written.length, at + written.length);
    });
  };
  const field = (name: keyof EntryContent) => ({
    id: `${id}-${name}`,
    "aria-invalid": problem?.field === name,
    "aria-describedby": problem?.field === name ? `${id}-problem` : undefined,
  });
  const said = (name: keyof EntryContent) =>
    problem?.field === name && (
      <p id={`${id}-problem`} class="problem" role="alert">
        {problem.taken ? words.taken[name] : (words.wrong[name] ?? problem.message)}
      </p>
    );

  return (
    <form
      ref={form}
      class="entry-editor"
      aria-label={record === null ? words.newEntry : words.edit}
      aria-busy={saving}
      onSubmit={(event) => {
        event.preventDefault();
        void keep(true);
      }}
    >
      <div class="entry-fields scroll">
        {problem?.field === "theirs" && (
          <p class="entry-theirs" role="alert">
            <Icon name="warning" size="small" />
            {words.theirs}
            <button type="button" class="button small" onClick={() => void writing.settle(true)}>
              {words.keepMine}
            </button>
            <button type="button" class="button small" onClick={() => void writing.settle(false)}>
              {words.takeTheirs}
            </button>
          </p>
        )}
        <Field id={`${id}-question`} label={words.question} problem={said("question")}>
          <input
            {...field("question")}
            class="input"
            maxLength={1_000}
            value={content.question}
            onInput={(event) => writing.change({ question: event.currentTarget.value })}
          />
        </Field>
        <div class="entry-row">
          <Field id={`${id}-category`} label={words.category} problem={said("category")}>
            <input
              {...field("category")}
              class="input"
              maxLength={120}
              list={`${id}-categories`}
              value={content.category}
              onInput={(event) => writing.change({ category: event.currentTarget.value })}
            />
            <datalist id={`${id}-categories`}>
              {categories.map(({ name }) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </Field>
          <Field id={`${id}-language`} label={words.language}>
            <select
              {...field("language")}
              class="input"
              value={content.language}
              onChange={(event) =>
                writing.change({ language: event.currentTarget.value as Locale })
              }
            >
              {LANGUAGES.map((one) => (
                <option key={one} value={one}>
                  {languages.of(one)}
                </option>
              ))}
            </select>
          </Field>
          <Field id={`${id}-shortcut`} label={words.shortcut} problem={said("shortcut")}>
            <input
              {...field("shortcut")}
              class="input"
              maxLength={42}
              disabled={!permissions.includes("faq.shortcut")}
              placeholder={words.shortcutHint}
              value={content.shortcut ?? ""}
              onInput={(event) => writing.change({ shortcut: event.currentTarget.value || null })}
            />
          </Field>
        </div>
        <Field id={`${id}-answer`} label={words.answer} problem={said("answer")}>
          <textarea
            {...field("answer")}
            ref={answer}
            onPaste={(event) => took(event, event.clipboardData)}
            onDrop={(event) => took(event, event.dataTransfer)}
            class="input entry-answer"
            rows={12}
            maxLength={65_536}
            value={content.answer}
            onInput={(event) => writing.change({ answer: event.currentTarget.value })}
          />
        </Field>
        <p class="muted entry-hint">{words.answerHint}</p>
        <EntryImage given={given} onInsert={insert} />
        {record !== null && record.versions.length > 0 && (
          <details open={older} onToggle={(event) => setOlder(event.currentTarget.open)}>
            <summary>{words.versions}</summary>
            <Versions writing={writing} record={record} />
          </details>
        )}
      </div>
      <Preview writing={writing} />
      <footer class="entry-foot">
        <span class="muted" role="status">
          {writing.changed.value ? words.unsaved : ""}
        </span>
        <button type="button" class="button quiet" onClick={onClose}>
          {words.close}
        </button>
        <button
          type="button"
          class="button"
          aria-disabled={saving}
          onClick={() => void keep(false)}
        >
          {words.saveDraft}
        </button>
        <button type="submit" class="button primary" aria-disabled={saving}>
          {words.publish}
        </button>
      </footer>
    </form>
  );
}

function Preview({ writing }: { writing: EntryWriting }) {
  const desk = useDesk();
  const words = desk.words.value;
  const keeping = useKeepingWords();
  const preview = writing.preview.value;
  return (
    <section class="entry-look scroll" tabIndex={0} aria-label={keeping.preview}>
      <h3>{keeping.preview}</h3>
      {preview === null ? (
        <p class="muted">{keeping.nothingYet}</p>
      ) : (
        <>
          <RichText html={preview.message_html} text="" />
          {preview.reasons.map((reason) => (
            <p key={reason} class="entry-link-only muted">
              <Icon name="link" size="small" />
              {words.knowledge.reasons[reason]}
            </p>
          ))}
          <p class="muted entry-hint">{keeping.characters(preview.visible_chars)}</p>
        </>
      )}
    </section>
  );
}

function Field(props: {
  id: string;
  label: string;
  problem?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.children}
      {props.problem}
    </div>
  );
}
