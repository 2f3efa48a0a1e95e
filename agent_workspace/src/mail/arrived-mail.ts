/** The mail an interaction came with, as one of a thread: to be read while its case loads. */

import type { CaseMail, Email } from "@parley/wire";

export function arrivedMail(email: Email): CaseMail {
  const { id, from, to, cc, subject, text, quoted, html_url, attachments, flags, mail_kind } =
    email;
  return {
    id,
    direction: "in",
    from,
    to,
    cc,
    reply_to: [],
    subject,
    at: email.received_at,
    text,
    quoted,
    html_url,
    attachments,
    flags,
    mail_kind,
    agent: null,
    state: null,
    recipients: [],
  };
}
