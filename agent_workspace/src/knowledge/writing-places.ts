/** Writing places: the composer or editor one wrote in last takes what the knowledge base gives. */

import type { InsertedEntry } from "@parley/wire";
import { computed, type ReadonlySignal, signal } from "@preact/signals";

export interface WritingPlace {
  /** Puts an entry where the caret is, and the focus there. */
  insert(entry: InsertedEntry): void;
}

export class WritingPlaces {
  /** The one last written in comes last. */
  private readonly open = signal<readonly WritingPlace[]>([]);
  private readonly last = computed(() => this.open.value.at(-1) ?? null);

  get current(): ReadonlySignal<WritingPlace | null> {
    return this.last;
  }

  enter(place: WritingPlace): void {
    this.open.value = [...this.open.peek().filter((one) => one !== place), place];
  }

  leave(place: WritingPlace): void {
    this.open.value = this.open.peek().filter((one) => one !== place);
  }
}
