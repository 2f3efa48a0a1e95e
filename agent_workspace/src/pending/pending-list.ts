/** The pending list: the mails that wait in one queue, as one agent looks through them. */

import type { PendingEmail, PendingEmails } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { DeskEvent } from "~/state/events";
import { Refusal } from "~/transport/refusal";

/** A mail that waits, with the moment (desk milliseconds) since which it does. */
export interface HeldPending extends PendingEmail {
  readonly since: number;
}

export interface PendingPorts {
  list(queueId: string, after: string | null): Promise<PendingEmails>;
  explain(error: unknown): void;
  now(): number;
}

export class PendingList {
  private readonly queue = signal<string | null>(null);
  private readonly rows = signal<readonly HeldPending[] | null>(null);
  private readonly further = signal(false);
  private readonly trouble = signal(false);
  private readonly picked = signal<ReadonlySet<string>>(new Set());
  private turn = 0;
  private waiting: number | null = null;

  constructor(private readonly ports: PendingPorts) {}

  get queueId(): ReadonlySignal<string | null> {
    return this.queue;
  }

  /** Null until the first answer. */
  get mails(): ReadonlySignal<readonly HeldPending[] | null> {
    return this.rows;
  }

  get more(): ReadonlySignal<boolean> {
    return this.further;
  }

  /** Whether the last reading of the list was refused. */
  get failed(): ReadonlySignal<boolean> {
    return this.trouble;
  }

  /** The mails chosen to be thrown away; only those still in the list. */
  get chosen(): ReadonlySignal<ReadonlySet<string>> {
    return this.picked;
  }

  /** Chooses the queue; `load` reads what waits in it. */
  open(queueId: string): void {
    this.turn += 1;
    this.queue.value = queueId;
    this.rows.value = null;
    this.trouble.value = false;
    this.picked.value = new Set();
    this.waiting = null;
  }

  /** Reads the list anew from its beginning. */
  async load(): Promise<void> {
    const queueId = this.queue.peek();
    if (queueId === null) return;
    const turn = ++this.turn;
    try {
      const page = await this.ports.list(queueId, null);
      if (turn !== this.turn) return;
      this.trouble.value = false;
      this.rows.value = this.held(page);
      this.further.value = page.more;
      const there = new Set(page.emails.map(({ interaction_id }) => interaction_id));
      this.picked.value = new Set([...this.picked.peek()].filter((id) => there.has(id)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (turn === this.turn) this.trouble.value = true;
    }
  }

  async loadMore(): Promise<void> {
    const queueId = this.queue.peek();
    const held = this.rows.peek() ?? [];
    const last = held.at(-1);
    if (queueId === null || last === undefined) return;
    const { turn } = this;
    try {
      const page = await this.ports.list(queueId, last.interaction_id);
      if (turn !== this.turn) return;
      const known = new Set(held.map(({ interaction_id }) => interaction_id));
      const fresh = this.held(page).filter(({ interaction_id }) => !known.has(interaction_id));
      this.rows.value = [...held, ...fresh];
      this.further.value = page.more;
    } catch (error) {
      this.ports.explain(error);
    }
  }

  choose(id: string, on: boolean): void {
    const next = new Set(this.picked.value);
    if (on) next.add(id);
    else next.delete(id);
    this.picked.value = next;
  }

  /** Mails come and go while one looks: the list follows the queue's own count. */
  follow(event: DeskEvent): void {
    if (event.type === "link" && event.link.state === "signed_out") this.close();
    if (event.type !== "queues" && event.type !== "snapshot") return;
    const queues = event.type === "queues" ? event.payload : event.payload.queues;
    const queue = queues.find(({ id }) => id === this.queue.peek());
    if (queue === undefined || queue.waiting === this.waiting) return;
    const first = this.waiting === null;
    this.waiting = queue.waiting;
    if (!first || queue.waiting !== this.rows.peek()?.length) void this.load();
  }

  close(): void {
    this.turn += 1;
    this.queue.value = null;
    this.rows.value = null;
    this.picked.value = new Set();
  }

  private held(page: PendingEmails): HeldPending[] {
    const now = this.ports.now();
    return page.emails.map((mail) => ({ ...mail, since: now - mail.waited_seconds * 1_000 }));
  }
}
