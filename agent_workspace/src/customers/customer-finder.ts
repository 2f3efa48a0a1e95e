/** The customer finder: what is looked for, and who was found. */

import type { CustomerList } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CustomerQuery, CustomerRequests } from "~/transport/customers";
import { Refusal } from "~/transport/refusal";

const EVERYBODY: CustomerQuery = { order: "last_name", text: "" };

export class CustomerFinder {
  private readonly asked = signal<CustomerQuery>(EVERYBODY);
  private readonly answer = signal<CustomerList | null>(null);
  private readonly trouble = signal(false);
  private turn = 0;

  constructor(private readonly requests: Pick<CustomerRequests, "find">) {}

  get query(): ReadonlySignal<CustomerQuery> {
    return this.asked;
  }

  /** Null until the first answer; then the last one, also while the next is on its way. */
  get found(): ReadonlySignal<CustomerList | null> {
    return this.answer;
  }

  get failed(): ReadonlySignal<boolean> {
    return this.trouble;
  }

  async look(change: Partial<CustomerQuery> = {}): Promise<void> {
    this.asked.value = { ...this.asked.value, ...change };
    const turn = ++this.turn;
    try {
      const found = await this.requests.find(this.asked.peek());
      if (turn !== this.turn) return;
      this.answer.value = found;
      this.trouble.value = false;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (turn === this.turn) this.trouble.value = true;
    }
  }

  /** Adds those who follow the ones found so far. */
  async lookFurther(): Promise<void> {
    const held = this.answer.peek();
    if (held === null || held.next === null) return;
    const turn = ++this.turn;
    try {
      const further = await this.requests.find(this.asked.peek(), held.next);
      if (turn !== this.turn) return;
      const known = new Set(further.customers.map(({ id }) => id));
      const before = held.customers.filter(({ id }) => !known.has(id));
      this.answer.value = { ...further, customers: [...before, ...further.customers] };
      this.trouble.value = false;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (turn === this.turn) this.trouble.value = true;
    }
  }

  /** Nothing one person found stays for whoever logs in next. */
  forget(): void {
    this.turn += 1;
    this.asked.value = EVERYBODY;
    this.answer.value = null;
  }
}
