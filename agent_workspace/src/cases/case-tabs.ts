/** The tabs of the Cases area: the list, and the cases opened from it, kept across reloads. */

import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Kept } from "~/storage/kept";

export interface CaseTab {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
}

const KEY = "case-tabs";

export class CaseTabs {
  private kept: Kept | null = null;
  private readonly all = signal<readonly CaseTab[]>([]);
  private readonly current = signal<string | null>(null);

  get open(): ReadonlySignal<readonly CaseTab[]> {
    return this.all;
  }

  /** The case in sight, or null for the list. */
  get shown(): ReadonlySignal<string | null> {
    return this.current;
  }

  belongTo(kept: Kept): void {
    this.kept = kept;
    this.all.value = kept.read<CaseTab[]>(KEY) ?? [];
    this.current.value = null;
  }

  show(tab: CaseTab): void {
    batch(() => {
      const known = this.all.value.some(({ id }) => id === tab.id);
      this.all.value = known
        ? this.all.value.map((one) => (one.id === tab.id ? tab : one))
        : [...this.all.value, tab];
      this.current.value = tab.id;
    });
    this.keep();
  }

  showList(): void {
    this.current.value = null;
  }

  /** Closes a tab; the one beside it comes in sight. */
  close(id: string): void {
    const at = this.all.value.findIndex((tab) => tab.id === id);
    if (at < 0) return;
    batch(() => {
      this.all.value = this.all.value.filter((tab) => tab.id !== id);
      if (this.current.value === id) {
        this.current.value = (this.all.value[at] ?? this.all.value[at - 1])?.id ?? null;
      }
    });
    this.keep();
  }

  private keep(): void {
    this.kept?.write(KEY, this.all.value);
  }
}
