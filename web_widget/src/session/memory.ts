/** What one site's widget remembers in the browser: all of it inside the gateway's origin, out of the host page's reach. */
import type { Place } from "./places";
import type { Pending } from "./state";

const ARCHIVE_LENGTH = 10;

export class Memory {
  readonly #prefix: string;

  constructor(
    site: string,
    private readonly storage: Place,
  ) {
    this.#prefix = `parley:${site}:`;
  }

  get token(): string | null {
    return this.#read("token");
  }

  set token(token: string) {
    this.#write("token", token);
  }

  get muted(): boolean {
    return this.#read("muted") === "1";
  }

  set muted(muted: boolean) {
    this.#write("muted", muted ? "1" : null);
  }

  /** Ids of this visitor's chats, oldest first. */
  get chats(): string[] {
    const stored = parse(this.#read("chats"));
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  }

  addChat(id: string): void {
    const { chats } = this;
    if (!chats.includes(id))
      this.#write("chats", JSON.stringify([...chats, id].slice(-ARCHIVE_LENGTH)));
  }

  get draft(): string {
    return this.#read("draft") ?? "";
  }

  set draft(text: string) {
    this.#write("draft", text || null);
  }

  /** Unconfirmed messages; each has its own key, so that several tabs never overwrite one another. */
  get outbox(): Pending[] {
    const entries: Pending[] = [];
    for (const key of Object.keys(this.storage)) {
      if (!key.startsWith(`${this.#prefix}outbox:`)) continue;
      const entry = parse(this.storage.getItem(key)) as Pending | null;
      if (entry?.client_id && entry.chat_id) entries.push(entry);
    }
    return entries.sort((a, b) => a.at.localeCompare(b.at));
  }

  keepPending(entry: Pending): void {
    this.#write(`outbox:${entry.client_id}`, JSON.stringify(entry));
  }

  dropPending(clientId: string): void {
    this.#write(`outbox:${clientId}`, null);
  }

  /** Forgets everything a conversation left behind: somebody else sits here now. */
  forget(): void {
    for (const { client_id } of this.outbox) this.dropPending(client_id);
    for (const key of ["token", "chats", "draft"]) this.#write(key, null);
  }

  #read(key: string): string | null {
    return this.storage.getItem(this.#prefix + key);
  }

  #write(key: string, value: string | null): void {
    try {
      if (value === null) this.storage.removeItem(this.#prefix + key);
      else this.storage.setItem(this.#prefix + key, value);
    } catch {
      // Full or forbidden storage costs the memory across pages, never the conversation.
    }
  }
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
