/** A mail's draft as this page holds it: what is written, and how far the gateway has it. */

import type { Draft, DraftKind, MailFile, SaveDraft } from "@parley/wire";
import { isAddress } from "~/mail/addresses";
import { totalBytes } from "~/mail/file-budget";
import { isBlank } from "~/mail/plain-body";

export type RecipientField = "to" | "cc" | "bcc";

export interface Writing {
  readonly kind: DraftKind;
  /** The mail it answers or forwards, or null. */
  readonly answers: string | null;
  readonly sender: string;
  /** Also what is no address yet: it stays where it was typed, and is never sent. */
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly attachments: readonly MailFile[];
}

/** Why what is written is not with the gateway. */
export type Trouble =
  | { readonly kind: "conflict" }
  /** No answer came: it goes on as soon as there is a connection. */
  | { readonly kind: "offline" }
  | { readonly kind: "refused"; readonly text: string };

export interface HeldDraft {
  readonly id: string;
  readonly caseId: string;
  readonly writing: Writing;
  /** The body it opened with: unless something is added to that, nothing was written. */
  readonly opening: string;
  /** What is being typed into a field of recipients. */
  readonly typed: Readonly<Record<RecipientField, string>>;
  /** The gateway's count last seen; 0 where it has never held this draft. */
  readonly rev: number;
  /** Changes made here, and how many of them the gateway holds. */
  readonly edits: number;
  readonly kept: number;
  /** The change on its way, or null. */
  readonly onWay: number | null;
  readonly sending: boolean;
  readonly trouble: Trouble | null;
  readonly savedAt: string | null;
  /** The last bodies handed over, answered or not: a conflict with one of them is none. */
  readonly told: readonly string[];
  /** One for all attempts to send this draft, so that it leaves once. */
  readonly sendKey: string;
}

/** As many answers may be lost in a row before a conflict is taken for one. */
const MOST_TOLD = 5;
const NOTHING_TYPED = { to: "", cc: "", bcc: "" } as const;

export function begun(
  id: string,
  caseId: string,
  writing: Writing,
  sendKey: string,
  opening = "",
): HeldDraft {
  return {
    id,
    caseId,
    writing,
    opening,
    typed: NOTHING_TYPED,
    rev: 0,
    edits: 0,
    kept: 0,
    onWay: null,
    sending: false,
    trouble: null,
    savedAt: null,
    told: [],
    sendKey,
  };
}

/** A draft the gateway told about. */
export function received(draft: Draft, sendKey: string): HeldDraft {
  const fresh = begun(draft.id, draft.case_id, writingOf(draft), sendKey);
  return { ...fresh, rev: draft.rev, savedAt: draft.saved_at, told: [draft.html] };
}

export function edited(held: HeldDraft, change: Partial<Writing>): HeldDraft {
  return {
    ...held,
    writing: { ...held.writing, ...change },
    edits: held.edits + 1,
    trouble: held.trouble?.kind === "conflict" ? held.trouble : null,
  };
}

export function saving(held: HeldDraft): HeldDraft {
  return { ...held, onWay: held.edits, told: [...held.told, held.writing.html].slice(-MOST_TOLD) };
}

/** The gateway holds what was on its way; what was written since is still to be kept. */
export function saved(held: HeldDraft, draft: Draft): HeldDraft {
  return {
    ...held,
    rev: draft.rev,
    kept: held.onWay ?? held.kept,
    onWay: null,
    trouble: null,
    savedAt: draft.saved_at,
  };
}

export function troubled(held: HeldDraft, trouble: Trouble): HeldDraft {
  return { ...held, onWay: null, sending: false, trouble };
}

/** Whether the gateway holds what this page told it: only the answer was lost. */
export function isOwnEcho(held: HeldDraft, theirs: Draft): boolean {
  return held.told.includes(theirs.html);
}

/** After a conflict: this page's text wins over the one the gateway holds now. */
export function overruling(held: HeldDraft, theirs: Draft): HeldDraft {
  return { ...held, rev: theirs.rev, edits: held.edits + 1, onWay: null, trouble: null };
}

/** After a conflict with a draft that is gone: the same text as a new one. */
export function anew(held: HeldDraft, id: string, sendKey: string): HeldDraft {
  const fresh = begun(id, held.caseId, held.writing, sendKey);
  return { ...fresh, opening: held.opening, typed: held.typed, edits: 1 };
}

/** After a conflict: the gateway's text wins. */
export function adopting(held: HeldDraft, theirs: Draft): HeldDraft {
  return received(theirs, held.sendKey);
}

/** Whether the gateway lacks something that was written here. */
export function isUnsaved(held: HeldDraft): boolean {
  return held.edits > held.kept;
}

/** Opened and never touched: it may go without asking. */
export function isPristine(held: HeldDraft): boolean {
  return held.rev === 0 && held.edits === 0 && Object.values(held.typed).every((one) => one === "");
}

/** What this page holds of a draft, once the gateway has told what it holds; null: it is gone. */
export function reconciled(
  held: HeldDraft | null,
  theirs: Draft | null,
  sendKey: string,
): HeldDraft | null {
  if (held === null) return theirs === null ? null : received(theirs, sendKey);
  // Its case was merged, or parted again: it is written on where it stands now.
  if (theirs !== null && theirs.case_id !== held.caseId) {
    return reconciled({ ...held, caseId: theirs.case_id }, theirs, sendKey);
  }
  const mine = isUnsaved(held) || held.onWay !== null || held.sending || held.rev === 0;
  // Sent or thrown away by another page of the same agent.
  if (theirs === null) return mine ? held : null;
  if (mine || theirs.rev <= held.rev) return held;
  return { ...received(theirs, held.sendKey), typed: held.typed };
}

export type Obstacle = "recipients" | "addresses" | "files" | "body";

/** The first thing that keeps it from being sent, or null; its files have `most` bytes at most. */
export function obstacle({ writing, typed, opening }: HeldDraft, most: number): Obstacle | null {
  const all = [...writing.to, ...writing.cc, ...writing.bcc];
  const typing = Object.values(typed).filter((text) => text.trim() !== "");
  if (![...all, ...typing].every((text) => isAddress(text.trim()))) return "addresses";
  if (all.length + typing.length === 0) return "recipients";
  if (totalBytes(writing.attachments) > most) return "files";
  const speaks = writing.kind === "forward" || writing.attachments.length > 0;
  const written = !isBlank(writing.html) && writing.html !== opening;
  return speaks || written ? null : "body";
}

/** What the gateway is asked to keep: never an entry that is no address. */
export function toKeep({ writing, rev }: HeldDraft): SaveDraft {
  const sound = (addresses: readonly string[]) => addresses.filter(isAddress);
  return {
    kind: writing.kind,
    answers: writing.answers ?? null,
    from: writing.sender === "" ? null : writing.sender,
    to: sound(writing.to),
    cc: sound(writing.cc),
    bcc: sound(writing.bcc),
    subject: writing.subject,
    html: writing.html,
    attachments: writing.attachments.map(({ id }) => id),
    rev,
  };
}

function writingOf(draft: Draft): Writing {
  const { kind, answers, from, to, cc, bcc, subject, html, attachments } = draft;
  return { kind, answers, sender: from, to, cc, bcc, subject, html, attachments };
}
