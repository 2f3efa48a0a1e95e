/** The tabs of an area: its list, and the records opened from it, kept across reloads. */

import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { Kept } from "~/storage/kept";

export class OpenTabs<Tab extends { readonly id: string }> {
  private kept: Kept | null = null;
  private readonly all = signal<readonly Tab[]>([]);
  private readonly current = signal<string | null>(null);

  /** Kept under `key`, which no other area has. */
  constructor(private readonly key: string) {}

  get open(): ReadonlySignal<readonly Tab[]> {
    return this.all;
  }

  /** The record in sight, or null for the list. */
  get shown(): ReadonlySignal<string | null> {
    return this.current;
  }

  belongTo(kept: Kept): void {
    this.kept = kept;
    this.all.value = kept.read<Tab[]>(this.key) ?? [];
    this.current.value = null;
  }

  show(tab: Tab): void {
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

  /** A record that was merged goes on under the one that stands for it. */
  replace(id: string, tab: Tab): void {
    const inSight = this.current.value === id;
    batch(() => {
      const others = this.all.value.filter((one) => one.id !== tab.id);
      this.all.value = others.map((one) => (one.id === id ? tab : one));
      if (inSight) this.current.value = tab.id;
    });
    this.keep();
  }

  private keep(): void {
    this.kept?.write(this.key, this.all.value);
  }
}
