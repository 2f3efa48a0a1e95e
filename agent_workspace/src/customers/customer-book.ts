/** The customer book: the records somebody looks at, and what is done with them. */

import type { ChangeCustomer, CreateCustomer, CustomerRecord, MergedCustomer } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CustomerRequests } from "~/transport/customers";
import { Refusal } from "~/transport/refusal";

export interface HeldCustomer {
  readonly record: CustomerRecord | null;
  /** Why it is not up to date, or null. */
  readonly problem: "gone" | "unreachable" | null;
}

export interface CustomerBookPorts {
  readonly requests: Omit<CustomerRequests, "find" | "erase" | "token" | "ask">;
  /** Told of every record that was read: by the id asked for, and what stands for it. */
  onRead(id: string, record: CustomerRecord): void;
  /** Told of every record that is no more. */
  onGone(id: string): void;
  explain(error: unknown): void;
}

const UNREAD: HeldCustomer = { record: null, problem: null };

export class CustomerBook {
  private readonly held = signal<Readonly<Record<string, HeldCustomer>>>({});
  /** How often each was asked for: an answer overtaken by a later one is old news. */
  private readonly asked = new Map<string, number>();

  constructor(private readonly ports: CustomerBookPorts) {}

  get customers(): ReadonlySignal<Readonly<Record<string, HeldCustomer>>> {
    return this.held;
  }

  of(id: string): HeldCustomer {
    return this.held.value[id] ?? UNREAD;
  }

  async refresh(id: string): Promise<void> {
    const turn = this.nextTurn(id);
    try {
      const record = await this.ports.requests.read(id);
      if (this.asked.get(id) === turn) this.take(id, record);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (this.asked.get(id) !== turn) return;
      if (error.code === "not_found") this.gone(id);
      else this.put(id, { ...this.of(id), problem: "unreachable" });
    }
  }

  /** The record as it is now, or null: the person has been told why not. */
  create(customer: CreateCustomer): Promise<CustomerRecord | null> {
    return this.attempt(customer.id, () => this.ports.requests.create(customer));
  }

  change(id: string, change: ChangeCustomer): Promise<CustomerRecord | null> {
    return this.attempt(id, () => this.ports.requests.change(id, change));
  }

  /** Hands everything of `other` over to `kept`. */
  merge(kept: CustomerRecord, other: CustomerRecord): Promise<CustomerRecord | null> {
    const { id, rev } = kept;
    const wish = { rev, other_id: other.id, other_rev: other.rev };
    return this.attempt(id, () => this.ports.requests.merge(id, wish));
  }

  async undoMerge(kept: CustomerRecord, { merge_id }: MergedCustomer): Promise<boolean> {
    const done = await this.attempt(kept.id, async () => {
      await this.ports.requests.undoMerge(merge_id);
      return this.ports.requests.read(kept.id);
    });
    return done !== null;
  }

  /** Reads a record to work with it, without holding it. */
  async read(id: string): Promise<CustomerRecord | null> {
    try {
      return await this.ports.requests.read(id);
    } catch (error) {
      this.ports.explain(error);
      return null;
    }
  }

  /** Nothing of a record that is no more stays in sight. */
  gone(id: string): void {
    this.nextTurn(id);
    this.put(id, { record: null, problem: "gone" });
    this.ports.onGone(id);
  }

  /** Nothing of one person's work stays, answers on their way included. */
  forget(): void {
    for (const id of this.asked.keys()) this.nextTurn(id);
    this.held.value = {};
  }

  private async attempt(
    id: string,
    act: () => Promise<CustomerRecord>,
  ): Promise<CustomerRecord | null> {
    this.nextTurn(id);
    try {
      const record = await act();
      this.take(id, record);
      return record;
    } catch (error) {
      this.ports.explain(error);
      // Whoever was too slow sees what the others have made of it.
      if (error instanceof Refusal && error.code === "conflict") void this.refresh(id);
      return null;
    }
  }

  private take(id: string, record: CustomerRecord): void {
    this.put(id, { record, problem: null });
    if (record.id !== id) this.put(record.id, { record, problem: null });
    this.ports.onRead(id, record);
  }

  private nextTurn(id: string): number {
    const turn = (this.asked.get(id) ?? 0) + 1;
    this.asked.set(id, turn);
    return turn;
  }

  private put(id: string, held: HeldCustomer): void {
    this.held.value = { ...this.held.value, [id]: held };
  }
}
