/** How a new draft opens: who it goes to, from where, and under which subject. */

import type { Case, CaseMail, DraftKind } from "@parley/wire";
import type { Writing } from "~/mail/draft-state";
import { answered, participants } from "~/mail/participants";
import { signaturesFor, signed } from "~/mail/signature";
import { followUpSubject, forwardSubject, replySubject } from "~/mail/subject";

export function openingOf(
  kind: DraftKind,
  record: Case,
  own: string,
  mail: CaseMail | null = answered(record.mails),
): Writing {
  const { to, cc } = participants(kind, record, mail);
  const sender = record.senders[0] ?? "";
  return {
    kind,
    answers: mail?.id ?? null,
    sender,
    to,
    cc,
    bcc: [],
    subject: subjectOf(kind, mail?.subject ?? record.subject, record.number),
    html: signed("", [], signaturesFor(record, own, sender)[0] ?? ""),
    // Whoever reads what was passed on should find the files it speaks of (ERP-017), pictures that
    // stood in its text as well: the words alone are repeated.
    attachments: kind === "forward" ? (mail?.attachments ?? []) : [],
  };
}

function subjectOf(kind: DraftKind, subject: string, caseNumber: string): string {
  if (kind === "forward") return forwardSubject(subject, caseNumber);
  if (kind === "reply" || kind === "reply_all") return replySubject(subject, caseNumber);
  return followUpSubject(subject, caseNumber);
}
