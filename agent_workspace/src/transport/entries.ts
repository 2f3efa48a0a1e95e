/** Entries of the knowledge base over HTTP: listed, read, written, previewed, taken away. */

import type {
  AnswerPreview,
  EntryRow,
  HelpLink,
  HelpLinks,
  ManagedEntries,
  ManagedEntry,
  Ok,
  StoredImage,
  WriteEntry,
} from "@parley/wire";
import { ask } from "~/transport/http";
import { type Upload, upload } from "~/transport/upload";

const ENTRIES = "/api/v1/faq/entries";
const CATEGORIES = "/api/v1/faq/categories";

/** Every method rejects with a `Refusal`. */
export class EntryRequests {
  constructor(private readonly token: () => string | null) {}

  async list(): Promise<readonly EntryRow[]> {
    return (await this.ask<ManagedEntries>("GET", ENTRIES)).entries;
  }

  read(entryId: string): Promise<ManagedEntry> {
    return this.ask("GET", path(ENTRIES, entryId));
  }

  /** A new entry where `entryId` is null. */
  write(entryId: string | null, entry: WriteEntry): Promise<ManagedEntry> {
    return entryId === null
      ? this.ask("POST", ENTRIES, entry)
      : this.ask("PUT", path(ENTRIES, entryId), entry);
  }

  remove(entryId: string): Promise<Ok> {
    return this.ask("DELETE", path(ENTRIES, entryId));
  }

  discardDraft(entryId: string): Promise<Ok> {
    return this.ask("DELETE", `${path(ENTRIES, entryId)}/draft`);
  }

  preview(answer: string): Promise<AnswerPreview> {
    return this.ask("POST", "/api/v1/faq/preview", { answer });
  }

  /** User guides, support: what the company has named. */
  async help(): Promise<readonly HelpLink[]> {
    return (await this.ask<HelpLinks>("GET", "/api/v1/faq/help")).links;
  }

  /** A picture for answers to show. */
  addImage(file: File, onProgress: (fraction: number) => void): Upload<StoredImage> {
    return upload("/api/v1/images", file, this.token(), onProgress);
  }

  addCategory(name: string): Promise<Ok> {
    return this.ask("POST", CATEGORIES, { name });
  }

  renameCategory(name: string, to: string): Promise<Ok> {
    return this.ask("PUT", path(CATEGORIES, name), { name: to });
  }

  dropCategory(name: string): Promise<Ok> {
    return this.ask("DELETE", path(CATEGORIES, name));
  }

  private ask<Answer>(
    method: "GET" | "PUT" | "POST" | "DELETE",
    address: string,
    body?: object,
  ): Promise<Answer> {
    return ask({
      method,
      path: address,
      token: this.token(),
      ...(body === undefined ? {} : { body }),
    });
  }
}

function path(folder: string, name: string): string {
  return `${folder}/${encodeURIComponent(name)}`;
}
