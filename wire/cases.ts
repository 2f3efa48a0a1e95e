// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { ChatLog } from "./chat_logs";
import type { PastContact } from "./contacts";
import type { AgentName, CaseSummary } from "./interaction";
import type { CaseMedium, CaseStatus, DeliveryState, DraftKind, Level, MailKind, PendingOrder } from "./literals";
import type { MailFile, Mailbox } from "./mail";

/** How a mail to one recipient stands. */
export interface Delivery {
  address: string;
  state: DeliveryState;
  detail: string;
}

/** One mail of a case's thread, in or out. */
export interface CaseMail {
  id: string;
  direction: "in" | "out";
  from: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  reply_to: Mailbox[];
  subject: string;
  at: string;
  text: string;
  quoted: string;
  html_url: string | null;
  attachments: MailFile[];
  flags: string[];
  mail_kind: MailKind;
  agent: AgentName | null;
  state: DeliveryState | null;
  recipients: Delivery[];
}

/** A mail an agent has not sent yet. */
export interface Draft {
  id: string;
  case_id: string;
  kind: DraftKind;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  attachments: MailFile[];
  answers: string | null;
  rev: number;
  saved_at: string;
}

/** Whose case it is. */
export interface CaseCustomer {
  id: string;
  number: string;
  name: string;
  company: string;
  addresses: string[];
}

/** A case that was merged into another. */
export interface MergedCase {
  id: string;
  number: string;
  subject: string;
  undo_until: string | null;
}

/** Merge a case into the one with this id. */
export interface MergeCase {
  into: string;
}

/** Move a mail into the case with this id. */
export interface MoveMail {
  into: string;
}

/** What stands below mails from one address, as plain text. */
export interface Signature {
  sender: string;
  text: string;
}

/** A case with everything that was written about it, oldest first. */
export interface Case {
  ok: true;
  id: string;
  number: string;
  subject: string;
  status: CaseStatus;
  priority: Level;
  severity: Level;
  medium: CaseMedium;
  customer: CaseCustomer;
  assignee: AgentName | null;
  mailbox: string;
  opened_at: string;
  changed_at: string;
  spam: boolean;
  linked_to: CaseSummary | null;
  merged_into: CaseSummary | null;
  undo_until: string | null;
  merged: MergedCase[];
  mails: CaseMail[];
  chats: ChatLog[];
  contacts: PastContact[];
  drafts: Draft[];
  senders: string[];
  signatures: Signature[];
}

/** A case in a list. */
export interface CaseRow {
  id: string;
  number: string;
  subject: string;
  status: CaseStatus;
  medium: CaseMedium;
  customer: string;
  assignee: AgentName | null;
  opened_at: string;
  changed_at: string;
  spam: boolean;
}

/** Cases found, the one changed last first. */
export interface Cases {
  ok: true;
  cases: CaseRow[];
  more: boolean;
  next: string | null;
}

/** Change what is named of a case; the rest stays. */
export interface ChangeCase {
  status: CaseStatus | null;
  priority: Level | null;
  severity: Level | null;
  subject: string | null;
}

/** Tell people where a case stands; the same `client_id` again tells nobody twice. */
export interface NotifyOfCase {
  client_id: string;
  agent_ids: string[];
  customer: boolean;
  note: string;
}

/** Open a case by writing first; the same `client_id` again gives the case that is there. */
export interface OpenCase {
  client_id: string;
  to: string;
  subject: string;
  from: string | null;
}

/** Close a case as spam; `block` is the address of one who wrote in it. */
export interface MarkSpam {
  block: string | null;
}

/** An address whose mail is kept as closed spam and asks for nobody. */
export interface BlockedSender {
  address: string;
  blocked_at: string;
  blocked_by: AgentName | null;
  case: CaseSummary;
}

/** The addresses that are blocked, the latest first. */
export interface BlockedSenders {
  ok: true;
  senders: BlockedSender[];
  next: string | null;
}

/** Keep a draft; `rev` is the one last seen, 0 for a new draft. */
export interface SaveDraft {
  kind: DraftKind;
  from: string | null;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  attachments: string[];
  answers: string | null;
  rev: number;
}

/** The draft as it is kept. */
export interface SavedDraft {
  ok: true;
  draft: Draft;
}

/** The mail is in the outbox. */
export interface SentMail {
  ok: true;
  message_id: string;
  state: DeliveryState;
}

/** Settle a mail that was possibly sent. */
export interface ResolveMail {
  action: "mark_sent" | "resend";
}

/** A mail that went out stands differently now. */
export interface MailState {
  message_id: string;
  case_id: string;
  state: DeliveryState;
  recipients: Delivery[];
}

/** A case that one read lately holds something new. */
export interface ChangedCase {
  case_id: string;
}

/** A mail that waits in a queue. */
export interface PendingEmail {
  interaction_id: string;
  waited_seconds: number;
  case_number: string;
  mailbox: string;
  contact: string;
  company: string;
  subject: string;
}

/** List the mails that wait in one of one's queues, the longest wait first. */
export interface ListPending {
  queue_id: string;
  sort?: PendingOrder;
  after?: string | null;
  limit?: number;
}

/** Mails that wait. */
export interface PendingEmails {
  ok: true;
  emails: PendingEmail[];
  more: boolean;
}

/** Throw mails away that wait and nobody has to answer. */
export interface DiscardEmails {
  interaction_ids: string[];
}
