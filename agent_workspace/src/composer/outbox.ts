/** The outbox: messages on their way, kept across reloads, sent once each by `client_id`. */

import type { Attachment, Message } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Kept } from "~/storage/kept";
import { Refusal } from "~/transport/refusal";

export interface OutboxItem {
  readonly clientId: string;
  readonly chatId: string;
  /** What is said, as plain text. */
  readonly text: string;
  /** The same formatted, where it is; absent where the text is all. */
  readonly html?: string;
  readonly attachments: readonly Attachment[];
  readonly at: string;
  /** Null while on its way, else why it was not sent, in words for a person. */
  readonly problem: string | null;
}

export interface OutboxPorts {
  send(item: OutboxItem): Promise<{ message: Message }>;
  onSent(message: Message): void;
  newId(): string;
  now(): number;
}

const KEY = "outbox";
const AGAIN_AFTER_MS = 2_000;

export class Outbox {
  private kept: Kept | null = null;
  private readonly queue = signal<readonly OutboxItem[]>([]);

  constructor(private readonly ports: OutboxPorts) {}

  get items(): ReadonlySignal<readonly OutboxItem[]> {
    return this.queue;
  }

  /** Takes up what this agent's last page had not got rid of. */
  belongTo(kept: Kept): void {
    this.kept = kept;
    this.queue.value = kept.read<OutboxItem[]>(KEY) ?? [];
    for (const item of this.queue.value) if (item.problem === null) void this.attempt(item);
  }

  post(chatId: string, text: string, attachments: readonly Attachment[], html?: string): void {
    const item: OutboxItem = {
      clientId: this.ports.newId(),
      chatId,
      text,
      ...(html === undefined ? {} : { html }),
      attachments,
      at: new Date(this.ports.now()).toISOString(),
      problem: null,
    };
    this.hold([...this.queue.value, item]);
    void this.attempt(item);
  }

  retry(clientId: string): void {
    const failed = this.queue.value.find((item) => item.clientId === clientId);
    if (failed === undefined) return;
    // A refusal stored nothing, so a new id cannot make a second message.
    const item = { ...failed, clientId: this.ports.newId(), problem: null };
    this.hold(this.queue.value.map((one) => (one === failed ? item : one)));
    void this.attempt(item);
  }

  discard(clientId: string): void {
    this.hold(this.queue.value.filter((item) => item.clientId !== clientId));
  }

  private async attempt(item: OutboxItem): Promise<void> {
    try {
      const { message } = await this.ports.send(item);
      this.ports.onSent(message);
      this.discard(item.clientId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "no_connection") return;
      if (error.code === "rate_limited" || error.code === "unavailable") {
        const wait = (error.retryAfterSeconds ?? 0) * 1_000 || AGAIN_AFTER_MS;
        setTimeout(() => void this.attempt(item), wait);
        return;
      }
      this.hold(
        this.queue.value.map((one) =>
          one.clientId === item.clientId ? { ...one, problem: error.message } : one,
        ),
      );
    }
  }

  private hold(items: readonly OutboxItem[]): void {
    this.queue.value = items;
    if (items.length === 0) this.kept?.remove(KEY);
    else this.kept?.write(KEY, items);
  }
}
