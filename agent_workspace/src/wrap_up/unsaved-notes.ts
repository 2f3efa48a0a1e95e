/** Unsaved notes: what was written of a handling in the moments before it is stored. */

import type { Kept } from "~/storage/kept";

const KEY = "notes.";

export class UnsavedNotes {
  private kept: Kept | null = null;

  belongTo(kept: Kept): void {
    this.kept = kept;
  }

  /** Notes a reload interrupted, or null. */
  of(handlingId: string): string | null {
    return this.kept?.read<string>(KEY + handlingId) ?? null;
  }

  keep(handlingId: string, notes: string): void {
    this.kept?.write(KEY + handlingId, notes);
  }

  forget(handlingId: string): void {
    this.kept?.remove(KEY + handlingId);
  }
}
