/** Toasts: one line about what just happened, gone by itself. */

import { type ReadonlySignal, signal } from "@preact/signals";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: "done" | "problem";
}

const DONE_MS = 4_000;
/** An error says what to do, so it stays long enough to be read twice. */
const PROBLEM_MS = 10_000;

export class Toasts {
  private readonly list = signal<readonly Toast[]>([]);
  private next = 1;

  get shown(): ReadonlySignal<readonly Toast[]> {
    return this.list;
  }

  say(text: string, kind: Toast["kind"]): void {
    if (text === "" || this.list.value.some((toast) => toast.text === text)) return;
    const id = this.next++;
    this.list.value = [...this.list.value, { id, text, kind }];
    setTimeout(() => this.dismiss(id), kind === "done" ? DONE_MS : PROBLEM_MS);
  }

  dismiss(id: number): void {
    this.list.value = this.list.value.filter((toast) => toast.id !== id);
  }
}
