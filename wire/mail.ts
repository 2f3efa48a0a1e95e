// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { MailKind } from "./literals";

/** A name with an address; the name may be empty. */
export interface Mailbox {
  name: string;
  address: string;
}

/** A file that came or goes with a mail; `url` is signed and lasts ten minutes. */
export interface MailFile {
  id: string;
  name: string;
  type: string;
  size_bytes: number;
  url: string;
  inline: boolean;
  damaged: boolean;
}

/** The mail behind an interaction. */
export interface Email {
  id: string;
  mailbox: string;
  from: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  received_at: string;
  message_id: string;
  text: string;
  quoted: string;
  html_url: string | null;
  size_bytes: number;
  attachments: MailFile[];
  flags: string[];
  mail_kind: MailKind;
  kind: "follow_up" | "new_case";
}
