/** The files that came and went with a case, to take along once more (ERP-012). */

import type { Case, MailFile } from "@parley/wire";
import { Icon } from "~/design/icon";
import { MenuButton } from "~/design/menu-button";
import { useDesk } from "~/desk/desk-context";
import type { HeldDraft } from "~/mail/draft-state";
import { admit, totalBytes } from "~/mail/file-budget";
import { fileSize } from "~/words/calendar";

export function CaseFiles({ record, draft }: { record: Case; draft: HeldDraft }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const files = record.mails.flatMap(({ attachments }) => attachments);
  if (files.length === 0) return null;
  const { attachments } = draft.writing;
  const has = ({ id }: MailFile) => attachments.some((one) => one.id === id);
  const turn = (file: MailFile) => {
    const others = attachments.filter(({ id }) => id !== file.id);
    const most = desk.state.peek().settings.max_mail_files_bytes;
    const fits = admit([{ size: file.size_bytes }], totalBytes(others), most).refused.length === 0;
    const limit = fileSize(most, desk.locale.peek());
    if (!has(file) && !fits) desk.toasts.say(words.tooMuch(file.name, limit), "problem");
    else desk.mail.drafts.change(draft.id, { attachments: has(file) ? others : [...others, file] });
  };
  return (
    <MenuButton
      class="button quiet"
      menuClass="menu case-files"
      menuLabel={words.fromCase}
      face={
        <>
          <Icon name="cases" />
          <span class="wide-only">{words.fromCase}</span>
        </>
      }
      name={words.fromCase}
    >
      {files.map((file) => (
        <button
          key={file.id}
          type="button"
          role="menuitemcheckbox"
          tabIndex={-1}
          aria-checked={has(file)}
          onClick={() => turn(file)}
        >
          <Icon name={has(file) ? "check" : "file"} size="small" />
          <span class="clip">{file.name}</span>
          <span class="muted">{fileSize(file.size_bytes, desk.locale.value)}</span>
        </button>
      ))}
    </MenuButton>
  );
}
