/** Writing places: the composer or editor one wrote in last takes what the knowledge base gives. */

import type { InsertedEntry } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";

export interface WritingPlace {
  /** Puts an entry where the caret is, and the focus there. */
  insert(entry: InsertedEntry, question: string): void;
}

export class WritingPlaces {
  private readonly last = signal<WritingPlace | null>(null);

  get current(): ReadonlySignal<WritingPlace | null> {
    return this.last;
  }

  enter(place: WritingPlace): void {
    this.last.value = place;
  }

  leave(place: WritingPlace): void {
    if (this.last.peek() === place) this.last.value = null;
  }
}
