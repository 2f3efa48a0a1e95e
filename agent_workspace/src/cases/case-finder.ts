/** The case finder: what is looked for, and what was found. */

import type { CaseRow } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CaseQuery, CaseRequests } from "~/transport/cases";
import { Refusal } from "~/transport/refusal";

export interface Found {
  readonly rows: readonly CaseRow[];
  readonly more: boolean;
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

  private async search(): Promise<void> {
    const turn = ++this.turn;
    try {
      const { cases, more } = await this.requests.find(this.asked.peek());
      if (turn !== this.turn) return;
      this.answer.value = { rows: cases, more };
      this.trouble.value = false;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (turn === this.turn) this.trouble.value = true;
    }
  }
}
