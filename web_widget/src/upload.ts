/** Sends a file of the customer's to the gateway. */
import type { Attachment, ErrorDetail } from "@parley/wire";

/** Raised when the gateway refuses a file; the message is for the customer, empty where none was given. */
export class UploadRefused extends Error {}

/**
 * @returns the stored attachment, to be named in the next message
 * @throws {UploadRefused} when the gateway answers with a refusal
 * @throws {TypeError} when it cannot be reached
 */
export async function upload(chatId: string, file: File, bearer: string): Promise<Attachment> {
  const body = new FormData();
  body.append("file", file, file.name || "image.png");
  const response = await fetch(`/api/v1/chats/${encodeURIComponent(chatId)}/attachments`, {
    method: "POST",
    headers: { Authorization: `Bearer ${bearer}` },
    body,
  });
  if (response.ok) return (await response.json()) as Attachment;
  const refusal = (await response.json().catch(() => null)) as { error?: ErrorDetail } | null;
  throw new UploadRefused(refusal?.error?.message ?? "");
}
