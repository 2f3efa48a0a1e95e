/** Own messages on their way: kept until confirmed, sent one after the other, repeated without harm. */

import type { Attachment, ErrorDetail, Message } from "@parley/wire";
import { type AnswerTo, LinkLost, type PayloadOf } from "../transport/link";
import type { Memory } from "./memory";
import type { Action, Pending } from "./state";

/** Refusals that pass by themselves. */
const PASSING = new Set(["rate_limited", "unavailable"]);
const PASSING_PAUSE_SECONDS = 2;

export interface OutboxPorts {
  pending(): readonly Pending[];
  call(payload: PayloadOf<"chat.send">): Promise<AnswerTo<"chat.send">>;
  apply(action: Action): void;
  received(message: Message): void;
}

export class Outbox {
  #busy = false;

  constructor(
    private readonly memory: Memory,
    private readonly ports: OutboxPorts,
  ) {}

  add(
    chatId: string,
    text: string,
    attachments: Attachment[],
    clientId: string = crypto.randomUUID(),
  ): void {
    const pending: Pending = {
      client_id: clientId,
      chat_id: chatId,
      text,
      attachments,
      at: new Date().toISOString(),
      state: "queued",
      error: null,
    };
    this.memory.keepPending(pending);
    this.ports.apply({ type: "queued", pending });
    this.flush();
  }

  retry(clientId: string): void {
    this.ports.apply({ type: "retried", client_id: clientId });
    this.flush();
  }

  discard(clientId: string): void {
    this.memory.dropPending(clientId);
    this.ports.apply({ type: "dropped", client_id: clientId });
  }

  /** Sends what is queued, oldest first, one at a time, so that a refusal cannot change the order. */
  flush(): void {
    if (this.#busy) return;
    const next = this.ports.pending().find(({ state }) => state === "queued");
    if (!next) return;
    this.#busy = true;
    void this.#deliver(next).then((goOn) => {
      this.#busy = false;
      if (goOn) this.flush();
    });
  }

  /** @returns whether the next message may follow; false while the link is down, the next session flushes again. */
  async #deliver({ client_id, chat_id, text, attachments }: Pending): Promise<boolean> {
    try {
      const ids = attachments.map(({ id }) => id);
      const answer = await this.ports.call({ chat_id, client_id, text, attachments: ids });
      if (answer.ok) this.ports.received({ ...answer.message, client_id });
      else await this.#refused(client_id, answer.error);
      return true;
    } catch (error) {
      if (error instanceof LinkLost) return false;
      throw error;
    }
  }

  async #refused(clientId: string, error: ErrorDetail): Promise<void> {
    if (PASSING.has(error.code)) {
      const seconds = error.retry_after_seconds ?? PASSING_PAUSE_SECONDS;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      return;
    }
    // It stays on the screen of this page, but a new page does not bring a refused message back.
    this.memory.dropPending(clientId);
    this.ports.apply({ type: "refused", client_id: clientId, error });
  }
}
