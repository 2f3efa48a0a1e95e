/** A case as this page holds it, changed by what the gateway tells of its mails. */

import type { Case, MailState } from "@parley/wire";

/** How the mails that went out stand now; null where the case holds no such mail yet. */
export function takeMailState(record: Case, change: MailState): Case | null {
  const held = record.mails.find((mail) => mail.id === change.message_id);
  if (held === undefined) return null;
  const { state, recipients } = change;
  return {
    ...record,
    mails: record.mails.map((mail) => (mail === held ? { ...mail, state, recipients } : mail)),
  };
}
