/** Uploads: one file into one chat, with its progress. */

import type { Attachment, ErrorDetail } from "@parley/wire";
import { Refusal } from "~/transport/refusal";

export interface Upload {
  readonly done: Promise<Attachment>;
  cancel(): void;
}

/** Rejects with a `Refusal`; XMLHttpRequest, because fetch tells no upload progress. */
export function upload(
  chatId: string,
  file: File,
  token: string | null,
  onProgress: (fraction: number) => void,
): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<Attachment>((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as Attachment);
      else reject(new Refusal(errorOf(request)));
    });
    request.addEventListener("error", () => reject(Refusal.noConnection()));
    request.addEventListener("abort", () => reject(Refusal.noConnection()));
    const form = new FormData();
    form.append("file", file, file.name);
    request.open("POST", `/api/v1/chats/${encodeURIComponent(chatId)}/attachments`);
    if (token !== null) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.send(form);
  });
  return { done, cancel: () => request.abort() };
}

function errorOf(request: XMLHttpRequest): ErrorDetail {
  try {
    const { error } = JSON.parse(request.responseText) as { error: ErrorDetail };
    return error;
  } catch {
    // A proxy in between may answer with a page of its own.
    return { code: `http_${request.status}`, message: "" };
  }
}
