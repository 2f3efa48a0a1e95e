/** The files of chats: each within the gateway's limit, taken along by the chat's next message. */

import type { Attachment, Locale } from "@parley/wire";
import type { ReadonlySignal } from "@preact/signals";
import type { Drafts } from "~/composer/drafts";
import type { UploadPorts } from "~/composer/uploads";
import type { CommandPorts } from "~/desk/command-ports";
import { upload } from "~/transport/upload";
import { fileSize } from "~/words/calendar";

export interface ChatFilePorts extends Pick<CommandPorts, "state" | "words" | "toasts"> {
  readonly drafts: Drafts;
  readonly locale: ReadonlySignal<Locale>;
  token(): string | null;
}

export function chatFiles(ports: ChatFilePorts): UploadPorts<Attachment> {
  const { drafts, state, words, locale, toasts, token } = ports;
  return {
    admit: (_chatId, files) => {
      const most = state.peek().settings.max_attachment_bytes;
      return files.filter((file) => {
        if (file.size <= most) return true;
        const limit = fileSize(most, locale.peek());
        toasts.say(words.peek().composer.tooLarge(file.name, limit), "problem");
        return false;
      });
    },
    send: (chatId, file, onProgress) =>
      upload(`/api/v1/chats/${encodeURIComponent(chatId)}/attachments`, file, token(), onProgress),
    keep: (chatId, attachment) =>
      drafts.change(chatId, { attachments: [...drafts.of(chatId).attachments, attachment] }),
    tellFailure: (file, reason) =>
      toasts.say(reason || words.peek().composer.uploadFailed(file.name), "problem"),
  };
}
