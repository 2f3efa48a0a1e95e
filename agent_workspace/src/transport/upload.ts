/** Uploads: one file to one place, with its progress. */

import { errorOf } from "~/transport/http";
import { Refusal } from "~/transport/refusal";

export interface Upload<Stored> {
  readonly done: Promise<Stored>;
  cancel(): void;
}

/** Rejects with a `Refusal`; XMLHttpRequest, because fetch tells no upload progress. */
export function upload<Stored>(
  path: string,
  file: File,
  token: string | null,
  onProgress: (fraction: number) => void,
): Upload<Stored> {
  const request = new XMLHttpRequest();
  const done = new Promise<Stored>((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as Stored);
      else reject(new Refusal(errorOf(request.status, request.responseText)));
    });
    request.addEventListener("error", () => reject(Refusal.noConnection()));
    request.addEventListener("abort", () => reject(Refusal.noConnection()));
    const form = new FormData();
    form.append("file", file, file.name);
    request.open("POST", path);
    if (token !== null) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.send(form);
  });
  return { done, cancel: () => request.abort() };
}
