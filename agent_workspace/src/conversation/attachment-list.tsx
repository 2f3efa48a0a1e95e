/** Attachments: pictures as pictures, everything else as a card to download. */

import type { Attachment } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { fileSize } from "~/words/calendar";

/** What a browser shows safely by itself; a vector image is a document and is not among them. */
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  const desk = useDesk();
  if (attachments.length === 0) return null;
  return (
    <div class="attachments">
      {attachments.map((attachment) => {
        const size = fileSize(attachment.size_bytes, desk.locale.value);
        const label = desk.words.value.chat.download(attachment.name, size);
        return PICTURES.has(attachment.type) ? (
          <a
            key={attachment.id}
            class="attachment-image"
            href={attachment.url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={label}
          >
            <img src={attachment.url} alt={attachment.name} loading="lazy" />
          </a>
        ) : (
          <a
            key={attachment.id}
            class="attachment"
            href={attachment.url}
            download={attachment.name}
            aria-label={label}
          >
            <Icon name="file" />
            <span class="clip">{attachment.name}</span>
            <span class="muted">{size}</span>
          </a>
        );
      })}
    </div>
  );
}
