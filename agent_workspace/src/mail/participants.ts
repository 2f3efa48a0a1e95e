/** Whom an answer goes to: never to the company's own addresses (ERP-002). */

import type { Case, CaseMail, DraftKind } from "@parley/wire";
import { distinct, includesAddress } from "~/mail/addresses";

export interface Participants {
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

/** The mail an answer answers: the customer's last one, whatever machines have said since. */
export function answered(mails: readonly CaseMail[]): CaseMail | null {
  return (
    mails.findLast((mail) => mail.direction === "in" && mail.mail_kind === "customer") ??
    mails.findLast((mail) => mail.direction === "in") ??
    null
  );
}

export function participants(
  kind: DraftKind,
  record: Case,
  mail: CaseMail | null = answered(record.mails),
): Participants {
  const own = [...record.senders, record.mailbox];
  const others = (addresses: readonly string[]) =>
    distinct(addresses).filter((address) => !includesAddress(own, address));
  const customer = others(record.customer.addresses).slice(0, 1);
  if (kind === "forward" || kind === "new") return { to: [], cc: [] };
  if (mail === null || kind === "follow_up") {
    const writer = mail === null ? [] : others([mail.from.address]);
    return { to: writer.length > 0 ? writer : customer, cc: [] };
  }
  const addressees = mail.to.map(({ address }) => address);
  const copies = mail.cc.map(({ address }) => address);
  // Where the writer wants answers counts for more than where they wrote from.
  const wanted = mail.reply_to.length > 0 ? mail.reply_to : [mail.from];
  const sender = others(wanted.map(({ address }) => address));
  // A colleague's own mail, kept in the case, is answered to whom it was written.
  const to = sender.length > 0 ? sender : others(addressees);
  if (kind === "reply") return { to: to.length > 0 ? to : customer, cc: [] };
  const cc = others([...addressees, ...copies]).filter((address) => !includesAddress(to, address));
  return { to: to.length > 0 ? to : customer, cc };
}

/** Who got a mail of ours without standing in its header: its writer wants to see that they did. */
export function blindCopies({ to, cc, recipients }: CaseMail): readonly string[] {
  const named = [...to, ...cc].map(({ address }) => address);
  return recipients
    .map(({ address }) => address)
    .filter((address) => !includesAddress(named, address));
}

/** The addresses that wrote in a case, the latest first. */
export function writersOf(mails: readonly CaseMail[]): readonly string[] {
  const incoming = mails.filter(({ direction }) => direction === "in").reverse();
  return distinct(incoming.map(({ from }) => from.address));
}
