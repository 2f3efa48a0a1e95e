/** The shelf of mail drafts in this browser: what is written, and which editors are open. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { type HeldDraft, isPristine } from "~/mail/draft-state";
import type { Kept } from "~/storage/kept";

const KEY = "mail-draft.";
const EDITING_KEY = "mail-editing";

export class DraftShelf {
  private kept: Kept | null = null;
  private readonly all = signal<Readonly<Record<string, HeldDraft>>>({});
  /** The draft open below each case's thread. */
  private readonly editing = signal<Readonly<Record<string, string>>>({});

  get drafts(): ReadonlySignal<Readonly<Record<string, HeldDraft>>> {
    return this.all;
  }

  /** Takes up what this agent's last page left. */
  belongTo(kept: Kept): void {
    this.kept = kept;
    const drafts: Record<string, HeldDraft> = {};
    for (const key of kept.keys(KEY)) {
      const draft = kept.read<HeldDraft>(key);
      // What was on its way when the page closed counts as not arrived: repeating is safe.
      if (draft !== null) drafts[draft.id] = { ...draft, onWay: null, sending: false };
    }
    this.all.value = drafts;
    this.editing.value = kept.read<Record<string, string>>(EDITING_KEY) ?? {};
  }

  /** Nothing of one person's work stays in memory; what is kept waits for them. */
  leave(): void {
    this.kept = null;
    this.all.value = {};
    this.editing.value = {};
  }

  get(id: string): HeldDraft | null {
    return this.all.value[id] ?? null;
  }

  ofCase(caseId: string): HeldDraft[] {
    return Object.values(this.all.value).filter((draft) => draft.caseId === caseId);
  }

  openIn(caseId: string): HeldDraft | null {
    return this.get(this.editing.value[caseId] ?? "");
  }

  open({ id, caseId }: HeldDraft): void {
    this.edit({ ...this.editing.value, [caseId]: id });
  }

  close(caseId: string): void {
    const { [caseId]: _, ...others } = this.editing.value;
    this.edit(others);
  }

  hold(draft: HeldDraft): void {
    this.all.value = { ...this.all.value, [draft.id]: draft };
    if (!isPristine(draft)) this.kept?.write(KEY + draft.id, draft);
  }

  update(id: string, change: (draft: HeldDraft) => HeldDraft): void {
    const draft = this.get(id);
    if (draft !== null) this.hold(change(draft));
  }

  forget(id: string): void {
    const open = Object.entries(this.editing.value).filter(([, draftId]) => draftId !== id);
    this.edit(Object.fromEntries(open));
    const { [id]: _, ...others } = this.all.value;
    this.all.value = others;
    this.kept?.remove(KEY + id);
  }

  private edit(editing: Readonly<Record<string, string>>): void {
    this.editing.value = editing;
    if (Object.keys(editing).length === 0) this.kept?.remove(EDITING_KEY);
    else this.kept?.write(EDITING_KEY, editing);
  }
}
