/** The editor of an answer: from whom, to whom, about what, with which files; kept as one writes. */

import type { Case } from "@parley/wire";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { WritingField } from "~/editor/writing-field";
import type { WritingHandle } from "~/editor/written";
import { CaseFiles } from "~/mail/case-files";
import { DiscardButton } from "~/mail/discard-button";
import { DraftFiles } from "~/mail/draft-files";
import { type HeldDraft, obstacle } from "~/mail/draft-state";
import { DraftStatus, DraftTrouble } from "~/mail/draft-status";
import { RecipientField } from "~/mail/recipient-field";
import { SignatureField } from "~/mail/signature-field";

/** Where what keeps a mail from being sent is put right. */
const PLACES = {
  addresses: '[aria-invalid="true"]',
  recipients: ".tokens input",
  body: ".reply-text",
} as const;

export function ReplyEditor({ record, draft }: { record: Case; draft: HeldDraft }) {
  const desk = useDesk();
  const { coming } = desk;
  const words = desk.words.value.mail;
  const { drafts, uploads } = desk.mail;
  const { writing } = draft;
  const form = useRef<HTMLFormElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const field = useRef<WritingHandle>(null);
  const [dropping, setDropping] = useState(false);
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState({ cc: false, bcc: false });
  const id = useId();
  const rising = uploads.of(draft.id);
  const standing = rising.some(({ failed }) => failed)
    ? "failedUploads"
    : rising.length > 0
      ? "uploads"
      : obstacle(draft, desk.state.value.settings.max_mail_files_bytes);
  const original = writing.kind !== "follow_up" && writing.kind !== "new";

  useEffect(() => form.current?.scrollIntoView({ block: "nearest" }), []);

  const take = (files: Iterable<File>) => {
    uploads.add(
      draft.id,
      // Every pasted screenshot is called image.png: the time tells two apart.
      Array.from(files, (file) =>
        file.name === "image.png"
          ? new File([file], `${desk.words.value.composer.pasted}-${Date.now()}.png`, {
              type: file.type,
            })
          : file,
      ),
    );
  };
  const send = () => {
    setTried(true);
    if (coming.waits(draft.id)) {
      desk.toasts.say(desk.words.value.editor.pictureComes, "problem");
    } else if (standing === null) void drafts.send(draft.id);
    else if (standing in PLACES) {
      form.current?.querySelector<HTMLElement>(PLACES[standing as keyof typeof PLACES])?.focus();
    }
  };

  return (
    <form
      ref={form}
      class="reply"
      aria-label={words.titles[writing.kind]}
      aria-busy={draft.sending}
      data-dropping={dropping}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
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
      <header class="reply-head">
        <h3>{words.titles[writing.kind]}</h3>
        <button
          type="button"
          class="button quiet icon-only small"
          aria-label={words.closeEditor}
          title={words.closeEditor}
          onClick={() => drafts.close(record.id)}
        >
          <Icon name="close" />
        </button>
      </header>
      <fieldset class="reply-fields" disabled={draft.sending}>
        <div class="reply-field">
          <label for={`${id}-from`}>{words.sender}</label>
          <select
            id={`${id}-from`}
            class="input"
            value={writing.sender}
            onChange={(event) => drafts.change(draft.id, { sender: event.currentTarget.value })}
          >
            {record.senders.map((sender) => (
              <option key={sender} value={sender}>
                {sender}
              </option>
            ))}
          </select>
          <span class="reply-more">
            {(["cc", "bcc"] as const).map(
              (field) =>
                !asked[field] &&
                writing[field].length === 0 &&
                draft.typed[field] === "" && (
                  <button
                    key={field}
                    type="button"
                    class="button quiet small"
                    aria-label={field === "cc" ? words.addCc : words.addBcc}
                    onClick={() => setAsked({ ...asked, [field]: true })}
                  >
                    {words[field]}
                  </button>
                ),
            )}
          </span>
        </div>
        <RecipientField
          draft={draft}
          field="to"
          label={words.to}
          focused={writing.to.length === 0}
        />
        {(["cc", "bcc"] as const).map(
          (field) =>
            (asked[field] || writing[field].length > 0 || draft.typed[field] !== "") && (
              <RecipientField
                key={field}
                draft={draft}
                field={field}
                label={words[field]}
                focused={asked[field]}
              />
            ),
        )}
        <div class="reply-field">
          <label for={`${id}-subject`}>{words.subject}</label>
          <input
            id={`${id}-subject`}
            class="input"
            type="text"
            maxLength={500}
            title={words.subjectHint}
            value={writing.subject}
            onInput={(event) => drafts.change(draft.id, { subject: event.currentTarget.value })}
          />
        </div>
        <SignatureField record={record} draft={draft} />
        <WritingField
          key={draft.id}
          draft={{
            id: draft.id,
            html: () => drafts.drafts.peek()[draft.id]?.writing.html ?? null,
            write: ({ html }) => drafts.change(draft.id, { html }),
          }}
          label={words.body}
          placeholder={words.bodyPlaceholder}
          describedBy={`${id}-original`}
          class="reply-text"
          rows={6}
          html={writing.html}
          // What is to be written stands above a signature.
          begin="start"
          focused={writing.to.length > 0}
          disabled={draft.sending}
          handle={field}
          onWrite={({ html }) => drafts.change(draft.id, { html })}
          onFiles={take}
        />
        <p id={`${id}-original`} class="reply-original muted">
          {dropping ? words.drop : original ? words.original : words.noOriginal}
        </p>
        <DraftFiles draft={draft} />
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
      </fieldset>
      <DraftTrouble draft={draft} />
      <footer class="reply-foot">
        <button
          type="submit"
          class="button primary"
          aria-disabled={standing !== null || draft.sending}
          aria-describedby={`${id}-standing`}
          aria-keyshortcuts="Control+Enter"
          title={words.sendHint}
        >
          <Icon name="send" size="small" />
          {draft.sending ? words.sendingNow : words.send}
        </button>
        <button
          type="button"
          class="button quiet icon-only"
          aria-label={words.attach}
          title={words.attach}
          onClick={() => picker.current?.click()}
        >
          <Icon name="attach" />
        </button>
        <CaseFiles record={record} draft={draft} />
        <button type="button" class="button quiet" onClick={() => void drafts.save(draft.id)}>
          {words.saveDraft}
        </button>
        <DiscardButton draft={draft} />
        <span class="reply-standing">
          <DraftStatus draft={draft} />
          <span
            id={`${id}-standing`}
            class={tried ? "reply-obstacle" : "unseen"}
            role={tried ? "alert" : undefined}
          >
            {standing !== null && words.obstacles[standing]}
          </span>
        </span>
      </footer>
    </form>
  );
}
