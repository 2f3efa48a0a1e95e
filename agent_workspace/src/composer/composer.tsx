/** The composer: grows with what is written, keeps it, takes files by button, paste and drop. */

import type { Chat, Interaction } from "@parley/wire";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { AttachmentTray } from "~/composer/attachment-tray";
import { CharacterCounter } from "~/composer/character-counter";
import { visibleChars } from "~/composer/draft-body";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { WritingField } from "~/editor/writing-field";
import type { WritingHandle } from "~/editor/written";
import { Suggestions } from "~/knowledge/suggestions";
import { customerName } from "~/my_work/customer-name";

export function Composer(props: { interaction: Interaction; chat: Chat; active: boolean }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { interaction, chat, active } = props;
  const field = useRef<WritingHandle>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [dropping, setDropping] = useState(false);
  const id = useId();
  const draft = desk.drafts.of(chat.id);
  const called = desk.view.composerCalled.value;
  const who = customerName(interaction, words);
  // Code points, as the gateway counts them.
  const used = visibleChars(draft);
  const most = desk.state.value.settings.max_message_chars;

  useEffect(() => {
    if (active && called > 0) field.current?.focus();
  }, [called, active]);

  if (chat.state === "ended") {
    return <p class="composer-ended muted">{words.chat.endedBy}</p>;
  }

  const send = () => {
    if (desk.chat.sendDraft(chat.id)) field.current?.focus();
  };
  const take = (files: Iterable<File>) => {
    desk.uploads.add(chat.id, Array.from(files, nameOfPasted));
  };
  const nameOfPasted = (file: File) =>
    // Every pasted screenshot is called image.png: the time tells two apart.
    file.name === "image.png"
      ? new File([file], `${words.composer.pasted}-${Date.now()}.png`, { type: file.type })
      : file;

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
        setDropping(false);
        // The text has taken what belongs in it.
        if (event.defaultPrevented) return;
        event.preventDefault();
        take(event.dataTransfer?.files ?? []);
      }}
    >
      <Suggestions chat={chat} onTake={(entry) => field.current?.insert(entry)} />
      <div class="composer-box">
        <WritingField
          key={chat.id}
          draft={desk.chat.draftOf(chat.id)}
          label={words.composer.label(who)}
          placeholder={words.composer.placeholder}
          describedBy={`${id}-hint`}
          class="composer-text"
          rows={1}
          html={draft.html}
          begin="end"
          focused={false}
          disabled={false}
          handle={field}
          onWrite={(written) => desk.chat.write(chat.id, written)}
          onEnter={send}
          onFiles={take}
        />
        <AttachmentTray chatId={chat.id} attachments={draft.attachments} />
        <div class="composer-tools">
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              take(event.currentTarget.files ?? []);
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
