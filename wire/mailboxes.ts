// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

/** One address that customers write to. */
export interface MailboxStanding {
  name: string;
  address: string;
  queue: string;
  ok: boolean;
  fetched: boolean;
  scan_age_seconds: number | null;
  trouble: string;
  set_aside: number;
}

/** Every mailbox. */
export interface Mailboxes {
  mailboxes: MailboxStanding[];
}
