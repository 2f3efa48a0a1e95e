/** A mail's files as cards: name, size, and whether they arrived whole. */

import type { MailFile } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { fileSize } from "~/words/calendar";

export function MailFiles({ files }: { files: readonly MailFile[] }) {
  const desk = useDesk();
  const words = desk.words.value;
  if (files.length === 0) return null;
  return (
    <ul class="mail-files" aria-label={words.mail.attachments}>
      {files.map((file) => (
        <li key={file.id}>
          <a
            class="mail-file"
            href={file.url}
            download={file.name}
            title={words.chat.download}
            data-damaged={file.damaged}
          >
            <Icon name={file.damaged ? "warning" : fileIcon(file)} />
            <span class="mail-file-name clip">{file.name}</span>
            <span class="muted">
              {fileSize(file.size_bytes, desk.locale.value)}
              {file.damaged && ` · ${words.mail.damaged}`}
              {file.inline && ` · ${words.mail.inline}`}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function fileIcon({ type }: MailFile): "picture" | "email" | "file" {
  if (type.startsWith("image/")) return "picture";
  return type === "message/rfc822" ? "email" : "file";
}
