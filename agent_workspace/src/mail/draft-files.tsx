/** The files of a draft: attached, on their way up, and how much of their budget they use. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import type { HeldDraft } from "~/mail/draft-state";
import { totalBytes } from "~/mail/file-budget";
import { fileSize } from "~/words/calendar";

export function DraftFiles({ draft }: { draft: HeldDraft }) {
  const desk = useDesk();
  const words = desk.words.value;
  const locale = desk.locale.value;
  const { drafts, uploads } = desk.mail;
  const { attachments } = draft.writing;
  const rising = uploads.of(draft.id);
  const most = desk.state.value.settings.max_mail_files_bytes;
  if (attachments.length === 0 && rising.length === 0) return null;
  const used = totalBytes(attachments) + rising.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <div class="draft-files">
      <ul class="mail-files" aria-label={words.mail.attachments}>
        {attachments.map((file) => (
          <li key={file.id} class="mail-file">
            <Icon name="file" />
            <span class="mail-file-name clip">{file.name}</span>
            <span class="muted">{fileSize(file.size_bytes, locale)}</span>
            <RemoveButton
              name={file.name}
              onClick={() =>
                drafts.change(draft.id, {
                  attachments: attachments.filter(({ id }) => id !== file.id),
                })
              }
            />
          </li>
        ))}
        {rising.map((one) => (
          <li key={one.id} class="mail-file" data-damaged={one.failed}>
            <Icon name={one.failed ? "warning" : "clock"} />
            <span class="mail-file-name clip">
              {one.failed ? one.name : words.composer.uploading(one.name, one.percent)}
            </span>
            {one.failed && (
              <button
                type="button"
                class="button quiet icon-only small"
                aria-label={`${words.chat.retry}: ${one.name}`}
                onClick={() => uploads.retry(one.id)}
              >
                <Icon name="retry" size="small" />
              </button>
            )}
            <RemoveButton name={one.name} onClick={() => uploads.remove(one.id)} />
          </li>
        ))}
      </ul>
      <p class="draft-total muted figures" role="status">
        {words.mail.used(fileSize(used, locale), fileSize(most, locale))}
      </p>
    </div>
  );
}

function RemoveButton({ name, onClick }: { name: string; onClick: () => void }) {
  const words = useDesk().words.value.composer;
  return (
    <button
      type="button"
      class="button quiet icon-only small"
      aria-label={words.remove(name)}
      onClick={onClick}
    >
      <Icon name="close" size="small" />
    </button>
  );
}
