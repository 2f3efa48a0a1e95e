/** The composer: grows with what is written, keeps it, takes files by button, paste and drop. */

import type { Chat, Interaction } from "@parley/wire";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { AttachmentTray } from "~/composer/attachment-tray";
import { CharacterCounter } from "~/composer/character-counter";
import { visibleChars } from "~/composer/draft-body";
import { parseInert } from "~/conversation/inert-document";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { randomId } from "~/desk/random-id";
import { HeldAnswers } from "~/knowledge/held-answers";
import { isPlain } from "~/knowledge/plain";
import { useShortcutMenu } from "~/knowledge/shortcut-menu";
import { Suggestions } from "~/knowledge/suggestions";
import { customerName } from "~/work/customer-name";

export function Composer(props: { interaction: Interaction; chat: Chat; active: boolean }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { interaction, chat, active } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [dropping, setDropping] = useState(false);
  const id = useId();
  const draft = desk.drafts.of(chat.id);
  const shortcuts = useShortcutMenu({
    field,
    write: (text) => desk.chat.write(chat.id, text),
    hold: (entry, question) => {
      if (isPlain(parseInert(entry.html).body)) return false;
      const { answers } = desk.drafts.of(chat.id);
      const answer = { id: randomId(), question, html: entry.html, text: entry.text };
      desk.drafts.change(chat.id, { answers: [...answers, answer] });
      return true;
    },
  });
  const called = desk.view.composerCalled.value;
  const who = customerName(interaction, words);
  // Code points, as the gateway counts them.
  const used = visibleChars(draft);
  const most = desk.state.value.settings.max_message_chars;

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  }, [draft.text]);

  useEffect(() => {
    if (active && called > 0) field.current?.focus();
  }, [called, active]);

  if (chat.state === "ended") {
    return <p class="composer-ended muted">{words.chat.endedBy}</p>;
  }

  const send = () => {
    if (desk.chat.sendDraft(chat.id)) field.current?.focus();
  };
  const take = (files: FileList | null | undefined) => {
    if (files && files.length > 0) desk.uploads.add(chat.id, Array.from(files, nameOfPasted));
  };
  const nameOfPasted = (file: File) =>
    // Every pasted screenshot is called image.png: the time tells two apart.
    file.name === "image.png"
      ? new File([file], `${words.composer.pasted}-${Date.now()}.png`, { type: file.type })
      : file;

  const onKeyDown = (event: KeyboardEvent) => {
    if (shortcuts.onKeyDown(event)) return;
    // An Enter that confirms an input method's suggestion is no Enter.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="composer"
      data-dropping={dropping}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDropping(false);
        take(event.dataTransfer?.files);
      }}
    >
      <Suggestions chat={chat} place={shortcuts.place} />
      <div class="composer-box">
        {shortcuts.menu}
        <span class="unseen" role="status">
          {shortcuts.told}
        </span>
        <textarea
          ref={field}
          class="composer-text scroll"
          rows={1}
          aria-label={words.composer.label(who)}
          aria-describedby={`${id}-hint`}
          placeholder={words.composer.placeholder}
          value={draft.text}
          {...shortcuts.attributes}
          onInput={(event) => {
            desk.chat.write(chat.id, event.currentTarget.value);
            shortcuts.look();
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const files = event.clipboardData?.files;
            if (!files || files.length === 0) return;
            event.preventDefault();
            take(files);
          }}
        />
        <HeldAnswers chatId={chat.id} answers={draft.answers} />
        <AttachmentTray chatId={chat.id} attachments={draft.attachments} />
        <div class="composer-tools">
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              take(event.currentTarget.files);
              event.currentTarget.value = "";
            }}
          />
          <button
            type="button"
            class="button quiet icon-only small"
            aria-label={words.composer.attach}
            title={words.composer.attach}
            onClick={() => picker.current?.click()}
          >
            <Icon name="attach" />
          </button>
          {desk.knowledge.offered && (
            <button
              type="button"
              class="button quiet icon-only small"
              aria-label={words.knowledge.title}
              aria-keyshortcuts="Alt+L"
              title={`${words.knowledge.title} (Alt L)`}
              onClick={() => desk.view.toggleKnowledge()}
            >
              <Icon name="book" />
            </button>
          )}
          <span id={`${id}-hint`} class="composer-hint clip muted">
            {dropping ? words.composer.drop : words.composer.hint}
          </span>
          <CharacterCounter used={used} most={most} />
          <button type="submit" class="button primary small" aria-disabled={used > most}>
            {words.composer.send}
          </button>
        </div>
      </div>
    </form>
  );
}
