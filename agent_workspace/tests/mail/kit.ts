/** Values to test mail with: one of each thing the wire carries, to be bent by each test. */

import type { Case, CaseMail, Draft, MailFile } from "@parley/wire";
import type { Writing } from "~/mail/draft-state";

export const AT = "2026-03-02T09:00:00Z";

export function caseMail(change: Partial<CaseMail> = {}): CaseMail {
  return {
    id: "mail",
    direction: "in",
    from: { name: "Customer", address: "customer@shop.example" },
    to: [{ name: "", address: "help@company.example" }],
    cc: [],
    reply_to: [],
    subject: "Where is it?",
    at: AT,
    text: "Where is it?",
    quoted: "",
    html_url: null,
    attachments: [],
    flags: [],
    mail_kind: "customer",
    agent: null,
    state: null,
    recipients: [],
    ...change,
  };
}

export function caseRecord(change: Partial<Case> = {}): Case {
  return {
    ok: true,
    id: "case",
    number: "1042",
    subject: "Where is it?",
    status: "open",
    priority: "normal",
    severity: "normal",
    medium: "email",
    customer: {
      id: "customer",
      number: "1000008",
      name: "Customer",
      company: "",
      addresses: ["customer@shop.example"],
    },
    assignee: null,
    mailbox: "help@company.example",
    opened_at: AT,
    changed_at: AT,
    spam: false,
    linked_to: null,
    merged_into: null,
    undo_until: null,
    merged: [],
    mails: [caseMail()],
    chats: [],
    contacts: [],
    drafts: [],
    senders: ["help@company.example"],
    signatures: [],
    ...change,
  };
}

export function mailFile(change: Partial<MailFile> = {}): MailFile {
  return {
    id: "file",
    name: "bill.pdf",
    type: "application/pdf",
    size_bytes: 1_000,
    url: "/file",
    inline: false,
    damaged: false,
    ...change,
  };
}

export function wireDraft(change: Partial<Draft> = {}): Draft {
  return {
    id: "draft",
    case_id: "case",
    kind: "reply",
    from: "help@company.example",
    to: ["customer@shop.example"],
    cc: [],
    bcc: [],
    subject: "Re: Where is it? [#1042]",
    html: "<p>On its way</p>",
    attachments: [],
    answers: null,
    rev: 1,
    saved_at: AT,
    ...change,
  };
}

export function writing(change: Partial<Writing> = {}): Writing {
  return {
    kind: "reply",
    answers: null,
    sender: "help@company.example",
    to: ["customer@shop.example"],
    cc: [],
    bcc: [],
    subject: "Re: Where is it? [#1042]",
    html: "<p>On its way</p>",
    attachments: [],
    ...change,
  };
}
