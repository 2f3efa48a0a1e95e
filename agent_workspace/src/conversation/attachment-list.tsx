/** Attachments: pictures as pictures, everything else as a card to download. */

import type { Attachment } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { fileSize } from "~/words/calendar";

/** What a browser shows safely by itself; a vector image is a document and is not among them. */
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  if (attachments.length === 0) return null;
  return (
    <div class="attachments">
      {attachments.map((attachment) =>
        PICTURES.has(attachment.type) ? (
          <Picture key={attachment.id} attachment={attachment} />
        ) : (
          <FileCard key={attachment.id} attachment={attachment} />
        ),
      )}
    </div>
  );
}

function Picture({ attachment }: { attachment: Attachment }) {
  const words = useDesk().words.value.chat;
  return (
    <a
      class="attachment-image"
      href={attachment.url}
      target="_blank"
      rel="noopener noreferrer"
      title={words.open}
    >
      <img src={attachment.url} alt={attachment.name} loading="lazy" />
    </a>
  );
}

function FileCard({ attachment }: { attachment: Attachment }) {
  const desk = useDesk();
  return (
    <a
      class="attachment"
      href={attachment.url}
      download={attachment.name}
      title={desk.words.value.chat.download}
    >
      <Icon name="file" />
      <span class="clip">{attachment.name}</span>
      <span class="muted">{fileSize(attachment.size_bytes, desk.locale.value)}</span>
    </a>
  );
}
