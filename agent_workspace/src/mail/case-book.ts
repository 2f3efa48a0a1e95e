/** The case book: the cases somebody looks at, kept true to what the gateway tells. */

import type { Case, ResolveMail } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import { takeMailState } from "~/mail/case-state";
import type { DeskEvent } from "~/state/events";
import type { CaseChange, CaseRequests } from "~/transport/cases";
import { Refusal } from "~/transport/refusal";

export interface HeldCase {
  readonly record: Case | null;
  /** Why it is not up to date, or null. */
  readonly problem: "gone" | "unreachable" | null;
}

export interface CaseBookPorts {
  readonly requests: Pick<
    CaseRequests,
    "read" | "change" | "resolve" | "markSpam" | "unmarkSpam" | "merge" | "undoMerge" | "moveMail"
  >;
  /** Asked for a case: gives what is told the answer, unless a later one came before. */
  onAsk(): (record: Case) => void;
  explain(error: unknown): void;
}

/** Signed addresses work for ten minutes; this leaves time for a slow answer. */
const RENEW_EVERY_MS = 8 * 60 * 1_000;
const UNREAD: HeldCase = { record: null, problem: null };

export class CaseBook {
  private readonly held = signal<Readonly<Record<string, HeldCase>>>({});
  private readonly watchers = new Map<string, number>();
  /** How often each case was asked for: an answer overtaken by a later one is old news. */
  private readonly asked = new Map<string, number>();
  /** The cases that are read because something came, and whether more has come since. */
  private readonly following = new Map<string, { more: boolean }>();

  constructor(private readonly ports: CaseBookPorts) {
    setInterval(() => this.refreshAll(), RENEW_EVERY_MS);
  }

  get cases(): ReadonlySignal<Readonly<Record<string, HeldCase>>> {
    return this.held;
  }

  of(caseId: string): HeldCase {
    return this.held.value[caseId] ?? UNREAD;
  }

  /** Keeps a case up to date until the returned function is called. */
  watch(caseId: string): () => void {
    this.watchers.set(caseId, (this.watchers.get(caseId) ?? 0) + 1);
    void this.refresh(caseId);
    return () => {
      const left = (this.watchers.get(caseId) ?? 1) - 1;
      if (left > 0) this.watchers.set(caseId, left);
      else this.watchers.delete(caseId);
    };
  }

  async refresh(caseId: string): Promise<void> {
    const turn = this.nextTurn(caseId);
    const tell = this.ports.onAsk();
    try {
      this.take(await this.ports.requests.read(caseId), turn, tell);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (this.asked.get(caseId) !== turn) return;
      // Nothing of a case that is no more stays in sight.
      if (error.code === "not_found") this.put(caseId, { record: null, problem: "gone" });
      else this.put(caseId, { ...this.of(caseId), problem: "unreachable" });
    }
  }

  /** True once it is changed; otherwise the person has been told why not. */
  change(caseId: string, change: CaseChange): Promise<boolean> {
    return this.turn(caseId, () => this.ports.requests.change(caseId, change));
  }

  /** Closes it as spam, and blocks an address where one is given. */
  markSpam(caseId: string, block: string | null): Promise<boolean> {
    return this.turn(caseId, () => this.ports.requests.markSpam(caseId, block));
  }

  unmarkSpam(caseId: string): Promise<boolean> {
    return this.turn(caseId, () => this.ports.requests.unmarkSpam(caseId));
  }

  /** Merges a case into another and gives that one, or null where it was refused. */
  merge(caseId: string, into: string): Promise<Case | null> {
    return this.part([caseId, into], () => this.ports.requests.merge(caseId, into));
  }

  /** Gives the case again that was merged, or null where it was refused. */
  undoMerge(caseId: string, from: string): Promise<Case | null> {
    return this.part([caseId, from], () => this.ports.requests.undoMerge(caseId));
  }

  /** Moves a mail into another case and gives that one, or null where it was refused. */
  moveMail(mailId: string, from: string, into: string): Promise<Case | null> {
    return this.part([from, into], () => this.ports.requests.moveMail(mailId, into));
  }

  async resolve(caseId: string, mailId: string, action: ResolveMail["action"]): Promise<void> {
    try {
      await this.ports.requests.resolve(mailId, action);
    } catch (error) {
      this.ports.explain(error);
    }
    await this.refresh(caseId);
  }

  /** Takes what is pushed; whatever it only hints at is read anew. */
  follow(event: DeskEvent): void {
    switch (event.type) {
      case "mail": {
        // A case holds the mails of those merged into it as well.
        const holding = Object.values(this.held.value)
          .map(({ record }) => record && takeMailState(record, event.payload))
          .filter((next) => next !== null);
        for (const next of holding) this.put(next.id, { record: next, problem: null });
        const { case_id } = event.payload;
        if (holding.length === 0 && this.watchers.has(case_id)) void this.refresh(case_id);
        break;
      }
      case "interaction": {
        const { email, case: summary } = event.payload;
        if (email === undefined || summary === null || !this.watchers.has(summary.id)) break;
        const { record } = this.of(summary.id);
        const known = record?.mails.some((mail) => mail.id === email.id) === true;
        if (!known || record?.status !== summary.status) void this.refresh(summary.id);
        break;
      }
      case "case":
        void this.catchUp(event.payload.case_id);
        break;
      case "snapshot":
        this.refreshAll();
        break;
      case "link":
        if (event.link.state === "signed_out") this.forget();
        break;
    }
  }

  /** Reads a case anew, one reading at a time: a customer may send a hundred letters at once. */
  private async catchUp(caseId: string): Promise<void> {
    if (!this.watchers.has(caseId)) return;
    const before = this.following.get(caseId);
    if (before !== undefined) {
      before.more = true;
      return;
    }
    const now = { more: true };
    this.following.set(caseId, now);
    try {
      while (now.more && this.watchers.has(caseId)) {
        now.more = false;
        await this.refresh(caseId);
      }
    } finally {
      this.following.delete(caseId);
    }
  }

  /** Does what changes several cases; those that somebody looks at are read anew. */
  private async part(caseIds: readonly string[], ask: () => Promise<Case>): Promise<Case | null> {
    try {
      return await ask();
    } catch (error) {
      this.ports.explain(error);
      return null;
    } finally {
      for (const id of caseIds) if (this.watchers.has(id)) void this.refresh(id);
    }
  }

  /** Takes what a case has turned into, unless a later answer came before. */
  private async turn(caseId: string, ask: () => Promise<Case>): Promise<boolean> {
    const turn = this.nextTurn(caseId);
    const tell = this.ports.onAsk();
    try {
      this.take(await ask(), turn, tell);
      return true;
    } catch (error) {
      this.ports.explain(error);
      return false;
    }
  }

  /** Nothing of one person's work stays, answers on their way included. */
  private forget(): void {
    for (const caseId of this.asked.keys()) this.nextTurn(caseId);
    this.held.value = {};
  }

  private refreshAll(): void {
    for (const caseId of this.watchers.keys()) void this.refresh(caseId);
  }

  private nextTurn(caseId: string): number {
    const turn = (this.asked.get(caseId) ?? 0) + 1;
    this.asked.set(caseId, turn);
    return turn;
  }

  private take(record: Case, turn: number, tell: (record: Case) => void): void {
    if (this.asked.get(record.id) !== turn) return;
    this.put(record.id, { record, problem: null });
    tell(record);
  }

  private put(caseId: string, held: HeldCase): void {
    this.held.value = { ...this.held.value, [caseId]: held };
  }
}
