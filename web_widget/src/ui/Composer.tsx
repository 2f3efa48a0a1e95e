/** The place to write: grows with the text, counts near the limit, takes files. */
import type { Chat } from "@parley/wire";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { lengthOf } from "../session/validate";
import { useChatState, useRead, useSpeech, useWidget } from "./context";
import { Icon, IconButton } from "./Icon";
import { Uploads } from "./uploads";

/** The share of the limit from which the counter shows. */
const COUNT_FROM = 0.8;

export function Composer({ chat }: { chat: Chat }): JSX.Element {
  const { session, memory } = useWidget();
  const { words, size } = useSpeech();
  const { settings } = useChatState();
  const [text, setText] = useState(memory.draft);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const uploads = useMemo(
    () =>
      new Uploads(
        chat.id,
        () => session.bearer,
        (file, message) => complain(`${words.uploadFailed(file.name)} ${message}`),
      ),
    [chat.id, words],
  );
  const drafts = useRead(uploads.drafts);
  const max = settings?.max_message_chars ?? 5_000;
  const length = lengthOf(text.trim());
  const over = length - max;
  const empty = length === 0 && drafts.length === 0;

  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.setProperty("height", "auto");
    element.style.setProperty("height", `${element.scrollHeight}px`);
  }, [text]);
  useDropTarget(addFiles);

  function complain(problem: string): void {
    setProblems((before) => [...before, problem]);
  }

  function addFiles(files: Iterable<File>): void {
    setProblems([]);
    const limit = settings?.max_attachment_bytes ?? Number.POSITIVE_INFINITY;
    for (const file of files) {
      if (file.size > limit) complain(words.fileTooLarge(file.name, size(limit)));
      else void uploads.add(file);
    }
    area.current?.focus();
  }

  function change(next: string): void {
    setText(next);
    memory.draft = next;
    session.typed(next.trim() === "");
  }

  function send(event?: Event): void {
    event?.preventDefault();
    if (empty || over > 0 || uploads.busy) return;
    session.send(text.trim(), uploads.take());
    setText("");
    setProblems([]);
    memory.draft = "";
    area.current?.focus();
  }

  const pressed = (event: KeyboardEvent): void => {
    // Enter that ends a composition (Japanese, Chinese, dead keys) must not send.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  };
  const pasted = (event: ClipboardEvent): void => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    addFiles(files);
  };
  return (
    <form class="composer" onSubmit={send}>
      {drafts.length > 0 && (
        <ul class="drafts">
          {drafts.map(({ key, name, stored }) => (
            <li key={key} class={stored ? "" : "busy"}>
              <Icon name="file" />
              <span>{name}</span>
              {!stored && <small role="status">{words.uploading}</small>}
              <IconButton
                icon="close"
                name={words.removeFile(name)}
                onClick={() => uploads.remove(key)}
              />
            </li>
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <p class="error" role="alert">
          {problems.join(" ")}
        </p>
      )}
      <div class="composer-row">
        <IconButton icon="attach" name={words.attach} onClick={() => picker.current?.click()} />
        <textarea
          ref={area}
          rows={1}
          value={text}
          data-focus=""
          aria-label={words.write}
          aria-describedby="composer-hint"
          aria-invalid={over > 0 || undefined}
          placeholder={words.write}
          enterkeyhint="send"
          dir="auto"
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={pasted}
        />
        <button
          type="submit"
          class="send"
          aria-label={words.send}
          title={words.send}
          aria-disabled={empty || over > 0 || uploads.busy}
        >
          <Icon name="send" />
        </button>
      </div>
      <p id="composer-hint" class="hidden">
        {words.hint}
      </p>
      {length >= max * COUNT_FROM && (
        <p class={over > 0 ? "counter error" : "counter"} role={over > 0 ? "alert" : undefined}>
          {over > 0 ? words.over(over) : words.left(-over)}
        </p>
      )}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={words.attach}
        onChange={(event) => {
          addFiles(Array.from(event.currentTarget.files ?? []));
          event.currentTarget.value = "";
        }}
      />
    </form>
  );
}

/** Files may be dropped anywhere on the panel. */
function useDropTarget(dropped: (files: Iterable<File>) => void): void {
  const take = useRef(dropped);
  take.current = dropped;
  useEffect(() => {
    const root = document.documentElement;
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      root.classList.add("dropping");
    };
    const out = (event: DragEvent): void => {
      if (event.relatedTarget === null) root.classList.remove("dropping");
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      root.classList.remove("dropping");
      take.current(event.dataTransfer?.files ?? []);
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", out);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", out);
      removeEventListener("drop", drop);
      root.classList.remove("dropping");
    };
  }, []);
}
