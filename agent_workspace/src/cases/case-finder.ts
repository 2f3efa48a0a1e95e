/** The case finder: what is looked for, and what was found. */

import type { CaseRow } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CaseQuery, CaseRequests } from "~/transport/cases";
import { Refusal } from "~/transport/refusal";

export interface Found {
  readonly rows: readonly CaseRow[];
  readonly more: boolean;
  /** What the rows that follow are asked for with. */
  readonly next: string | null;
}

const OPEN_CASES: CaseQuery = { status: "open", mine: false, drafts: false, spam: false, text: "" };

export class CaseFinder {
  private readonly asked = signal<CaseQuery>(OPEN_CASES);
  private readonly answer = signal<Found | null>(null);
  private readonly trouble = signal(false);
  private turn = 0;

  constructor(private readonly requests: Pick<CaseRequests, "find">) {}

  get query(): ReadonlySignal<CaseQuery> {
    return this.asked;
  }

  /** Null until the first answer; then the last one, also while the next is on its way. */
  get found(): ReadonlySignal<Found | null> {
    return this.answer;
  }

  get failed(): ReadonlySignal<boolean> {
    return this.trouble;
  }

  look(change: Partial<CaseQuery> = {}): Promise<void> {
    this.asked.value = { ...this.asked.value, ...change };
    return this.search();
  }

  /** Nothing one person found stays for whoever logs in next. */
  forget(): void {
    this.turn += 1;
    this.asked.value = OPEN_CASES;
    this.answer.value = null;
  }

  /** Adds the rows that follow those found so far. */
  async lookFurther(): Promise<void> {
    const held = this.answer.peek();
    if (held === null || held.next === null) return;
    const turn = ++this.turn;
    try {
      const { cases, more, next } = await this.requests.find(this.asked.peek(), held.next);
      if (turn !== this.turn) return;
      const known = new Set(cases.map(({ id }) => id));
      const rows = [...held.rows.filter(({ id }) => !known.has(id)), ...cases];
      this.answer.value = { rows, more, next };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (turn === this.turn) this.trouble.value = true;
    }
  }

  private async search(): Promise<void> {
    const turn = ++this.turn;
    try {
      const { cases, more, next } = await this.requests.find(this.asked.peek());
      if (turn !== this.turn) return;
      this.answer.value = { rows: cases, more, next };
      this.trouble.value = false;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (turn === this.turn) this.trouble.value = true;
    }
  }
}
