/** The attachment tray: files on their way up, and those the next message takes along. */

import type { Attachment } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function AttachmentTray(props: { chatId: string; attachments: readonly Attachment[] }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { chatId, attachments } = props;
  const rising = desk.uploads.inProgress.value.filter((one) => one.ownerId === chatId);
  if (rising.length === 0 && attachments.length === 0) return null;
  const drop = (id: string) =>
    desk.drafts.change(chatId, { attachments: attachments.filter((one) => one.id !== id) });
  return (
    <ul class="attachment-tray">
      {attachments.map((attachment) => (
        <li key={attachment.id} class="chip">
          <Icon name="file" size="small" />
          <span class="clip">{attachment.name}</span>
          <RemoveButton
            label={words.composer.remove(attachment.name)}
            onClick={() => drop(attachment.id)}
          />
        </li>
      ))}
      {rising.map((one) => (
        <li key={one.id} class="chip" data-failed={one.failed}>
          <Icon name={one.failed ? "warning" : "clock"} size="small" />
          <span class="clip">
            {one.failed ? one.name : words.composer.uploading(one.name, one.percent)}
          </span>
          {one.failed && (
            <button
              type="button"
              class="button quiet icon-only"
              aria-label={words.chat.retry}
              onClick={() => desk.uploads.retry(one.id)}
            >
              <Icon name="retry" size="small" />
            </button>
          )}
          <RemoveButton
            label={words.composer.remove(one.name)}
            onClick={() => desk.uploads.remove(one.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" class="button quiet icon-only" aria-label={label} onClick={onClick}>
      <Icon name="close" size="small" />
    </button>
  );
}
