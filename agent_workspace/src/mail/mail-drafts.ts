/** The keeper of mail drafts: in this browser at once, with the gateway two seconds later. */

import type { Case, CaseMail, Draft, DraftKind, SaveDraft, SentMail } from "@parley/wire";
import type { ReadonlySignal } from "@preact/signals";
import { includesAddress, readAddresses } from "~/mail/addresses";
import { DraftShelf } from "~/mail/draft-shelf";
import type { HeldDraft, RecipientField, Writing } from "~/mail/draft-state";
import * as draftState from "~/mail/draft-state";
import { openingOf } from "~/mail/opening";
import type { Kept } from "~/storage/kept";
import { Refusal } from "~/transport/refusal";

export interface MailDraftPorts {
  keep(caseId: string, draftId: string, draft: SaveDraft): Promise<Draft>;
  discard(caseId: string, draftId: string): Promise<unknown>;
  send(caseId: string, draftId: string, key: string): Promise<SentMail>;
  /** The draft as the gateway holds it now, or null where it holds none. */
  read(caseId: string, draftId: string): Promise<Draft | null>;
  onSent(draft: HeldDraft): void;
  /** The draft is no longer on this page: its uploads have no place to go. */
  onGone(draftId: string): void;
  /** Whether files or pictures of the draft are still on their way. */
  waits(draftId: string): boolean;
  explain(error: unknown): void;
  newId(): string;
  /** How much the files of a mail may have together. */
  mostBytes(): number;
  /** What the agent wants below their mails; empty: what the mailbox says. */
  signature(): string;
  /** Calls back after so many milliseconds unless cancelled. */
  later(act: () => void, ms: number): () => void;
}

const SAVE_AFTER_MS = 2_000;
const AGAIN_AFTER_MS = 10_000;

export class MailDrafts {
  private readonly shelf = new DraftShelf();
  private readonly timers = new Map<string, () => void>();
  private readonly flights = new Map<string, Promise<boolean>>();
  /** Counts what the gateway has taken, with the last count of each draft. */
  private takings = 0;
  private readonly taken = new Map<string, number>();

  constructor(private readonly ports: MailDraftPorts) {}

  /** Takes up what this agent's last page had not handed over. */
  belongTo(kept: Kept): void {
    this.leave();
    this.shelf.belongTo(kept);
    this.resume();
  }

  leave(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    this.shelf.leave();
  }

  get drafts(): ReadonlySignal<Readonly<Record<string, HeldDraft>>> {
    return this.shelf.drafts;
  }

  ofCase(caseId: string): HeldDraft[] {
    return this.shelf.ofCase(caseId);
  }

  /** The draft whose editor is open below this case's thread. */
  openIn(caseId: string): HeldDraft | null {
    return this.shelf.openIn(caseId);
  }

  open(draft: HeldDraft): void {
    this.close(draft.caseId);
    this.shelf.open(draft);
  }

  /** Forgets what was written in a case that is no more. */
  dropCase(caseId: string): void {
    for (const draft of this.shelf.ofCase(caseId)) this.forget(draft.id);
  }

  /** Closes the editor; what was written stays as a draft, and is kept without delay. */
  close(caseId: string): void {
    const draft = this.shelf.openIn(caseId);
    this.shelf.close(caseId);
    if (draft === null) return;
    if (draftState.isPristine(draft)) {
      // What is on its way is something written too.
      if (!this.ports.waits(draft.id)) this.forget(draft.id);
    } else if (draftState.isUnsaved(draft)) void this.save(draft.id);
  }

  /** Begins to answer a mail, the customer's last one unless another is named; gives its id. */
  begin(record: Case, kind: DraftKind, mail?: CaseMail): string {
    const { newId } = this.ports;
    const writing = openingOf(kind, record, this.ports.signature(), mail);
    const draft = draftState.begun(newId(), record.id, writing, newId(), writing.html);
    this.shelf.hold(draft);
    this.open(draft);
    return draft.id;
  }

  change(id: string, change: Partial<Writing>): void {
    this.shelf.update(id, (draft) => draftState.edited(draft, change));
    this.saveLater(id, SAVE_AFTER_MS);
  }

  /** Puts a signature in the place of the one there; that alone is nothing written. */
  sign(id: string, html: string): void {
    const draft = this.shelf.get(id);
    if (draft === null) return;
    const untouched = draft.writing.html === draft.opening;
    this.change(id, { html });
    if (untouched) this.shelf.update(id, (held) => ({ ...held, opening: html }));
  }

  /** Shows what is being typed as it is; only whole entries are recipients. */
  type(id: string, field: RecipientField, text: string): void {
    this.shelf.update(id, (draft) => ({ ...draft, typed: { ...draft.typed, [field]: text } }));
  }

  /** Makes entries of what was typed; what is no address stays visible as such. */
  settle(id: string, field: RecipientField, text: string): void {
    const draft = this.shelf.get(id);
    if (draft === null) return;
    const { accepted, refused } = readAddresses(text);
    this.type(id, field, "");
    const list = draft.writing[field];
    const fresh = [...accepted, ...refused].filter((one) => !includesAddress(list, one));
    if (fresh.length > 0) this.change(id, { [field]: [...list, ...fresh] });
  }

  /** A case is being asked for: gives what takes its drafts into account, as the answer has them. */
  listen(): (record: Case) => void {
    const { takings } = this;
    return (record) => this.meet(record, takings);
  }

  private meet(record: Case, since: number): void {
    const ids = new Set([
      ...record.drafts.map((draft) => draft.id),
      ...this.ofCase(record.id).map((draft) => draft.id),
    ]);
    for (const id of ids) {
      // The answer may be older than what the gateway has taken meanwhile, and has come after it.
      if ((this.taken.get(id) ?? 0) > since) continue;
      const theirs = record.drafts.find((draft) => draft.id === id) ?? null;
      const mine = this.shelf.get(id);
      const next = draftState.reconciled(mine, theirs, this.ports.newId());
      if (next === null) this.forget(id);
      else if (next !== mine) this.shelf.hold(next);
    }
  }

  /** The link stands again: what could not be handed over is tried once more. */
  resume(): void {
    for (const draft of Object.values(this.drafts.value)) {
      if (draftState.isUnsaved(draft) && draft.trouble?.kind !== "conflict") {
        this.saveLater(draft.id, 0);
      }
    }
  }

  /** True once the gateway holds everything written so far. */
  async save(id: string): Promise<boolean> {
    for (;;) {
      const flight = this.flights.get(id);
      if (flight !== undefined) {
        await flight;
        continue;
      }
      const draft = this.shelf.get(id);
      if (draft === null || draft.trouble?.kind === "conflict") return false;
      if (!draftState.isUnsaved(draft) && draft.rev > 0) return true;
      const next = this.keepOnce(draft);
      this.flights.set(id, next);
      const done = await next;
      this.flights.delete(id);
      if (!done) return false;
    }
  }

  async send(id: string): Promise<void> {
    for (const field of ["to", "cc", "bcc"] as const) {
      const typed = this.shelf.get(id)?.typed[field] ?? "";
      if (typed.trim() !== "") this.settle(id, field, typed);
    }
    const draft = this.shelf.get(id);
    if (
      draft === null ||
      draft.sending ||
      this.ports.waits(id) ||
      draftState.obstacle(draft, this.ports.mostBytes()) !== null
    )
      return;
    this.shelf.update(id, (held) => ({ ...held, sending: true, trouble: null }));
    try {
      if (!(await this.save(id))) {
        this.shelf.update(id, (held) => ({ ...held, sending: false }));
        return;
      }
      await this.ports.send(draft.caseId, id, draft.sendKey);
      this.taken.set(id, ++this.takings);
      this.forget(id);
      this.ports.onSent(draft);
    } catch (error) {
      this.shelf.update(id, (held) => draftState.troubled(held, troubleOf(error)));
    }
  }

  async discard(id: string): Promise<void> {
    const draft = this.shelf.get(id);
    if (draft === null) return;
    this.forget(id);
    try {
      await this.flights.get(id);
      if (draft.rev > 0 || draft.onWay !== null) await this.ports.discard(draft.caseId, id);
      this.taken.set(id, ++this.takings);
    } catch (error) {
      if (error instanceof Refusal && error.code === "not_found") return;
      this.shelf.hold(draft);
      this.ports.explain(error);
    }
  }

  /** Settles a conflict for this page's text, or for the other one. */
  async settleConflict(id: string, winner: "mine" | "theirs"): Promise<void> {
    const draft = this.shelf.get(id);
    if (draft === null) return;
    try {
      const theirs = await this.ports.read(draft.caseId, id);
      if (theirs === null) await this.settleGone(id, winner);
      else if (winner === "theirs") {
        this.shelf.update(id, (held) => draftState.adopting(held, theirs));
      } else {
        this.shelf.update(id, (held) => draftState.overruling(held, theirs));
        await this.save(id);
      }
    } catch (error) {
      this.ports.explain(error);
    }
  }

  /** Another page sent the draft, or threw it away: what is written here begins anew. */
  private async settleGone(id: string, winner: "mine" | "theirs"): Promise<void> {
    const draft = this.shelf.get(id);
    this.forget(id);
    if (draft === null || winner === "theirs") return;
    const { newId } = this.ports;
    const next = draftState.anew(draft, newId(), newId());
    this.shelf.hold(next);
    this.open(next);
    await this.save(next.id);
  }

  private async keepOnce(draft: HeldDraft): Promise<boolean> {
    this.cancelTimer(draft.id);
    this.shelf.update(draft.id, draftState.saving);
    try {
      const stored = await this.ports.keep(draft.caseId, draft.id, draftState.toKeep(draft));
      this.taken.set(draft.id, ++this.takings);
      this.shelf.update(draft.id, (held) => draftState.saved(held, stored));
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === "conflict" && (await this.isEcho(draft))) return true;
      this.shelf.update(draft.id, (held) => draftState.troubled(held, trouble));
      if (trouble.kind === "offline") this.saveLater(draft.id, AGAIN_AFTER_MS);
      return false;
    }
  }

  /** Whether the conflict is with this page's own words, whose answer was lost on its way. */
  private async isEcho(draft: HeldDraft): Promise<boolean> {
    try {
      const theirs = await this.ports.read(draft.caseId, draft.id);
      if (theirs === null || theirs.rev === draft.rev) return false;
      if (!draftState.isOwnEcho(draft, theirs)) return false;
      this.shelf.update(draft.id, (held) => draftState.overruling(held, theirs));
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  private saveLater(id: string, ms: number): void {
    this.cancelTimer(id);
    const act = () => {
      this.timers.delete(id);
      void this.save(id);
    };
    this.timers.set(id, this.ports.later(act, ms));
  }

  private cancelTimer(id: string): void {
    this.timers.get(id)?.();
    this.timers.delete(id);
  }

  private forget(id: string): void {
    this.cancelTimer(id);
    this.shelf.forget(id);
    this.ports.onGone(id);
  }
}

/** Anything but a refusal is a defect, and is told as one. */
function troubleOf(error: unknown): draftState.Trouble {
  if (!(error instanceof Refusal)) throw error;
  if (error.code === "conflict") return { kind: "conflict" };
  const passing = ["no_connection", "rate_limited", "unavailable"];
  if (passing.includes(error.code)) return { kind: "offline" };
  return { kind: "refused", text: error.message };
}
