/** One mail of a thread: a line while it is folded, a letter while it is open. */

import type { Case, CaseMail } from "@parley/wire";
import { useId } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import type { ThreadRecord } from "~/mail/case-view";
import { Delivery, DeliveryMark } from "~/mail/delivery";
import { MailActions } from "~/mail/mail-actions";
import { MailBody } from "~/mail/mail-body";
import { MailFiles } from "~/mail/mail-files";
import { MailWarnings } from "~/mail/mail-warnings";
import { mailboxName } from "~/mail/mailbox-name";
import { blindCopies } from "~/mail/participants";
import { plainSubject } from "~/mail/subject";
import { initials } from "~/my_work/customer-name";
import { dateAndTime, shortMoment } from "~/words/calendar";

export interface MailItemProps {
  readonly record: ThreadRecord;
  readonly mail: CaseMail;
  readonly open: boolean;
  /** The case in which it may be answered or moved, or null. */
  readonly within: Case | null;
  readonly onTurn: () => void;
}

export function MailItem({ record, mail, open, within, onTurn }: MailItemProps) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const id = useId();
  const { direction, agent, attachments, mail_kind } = mail;
  const who = direction === "out" && agent !== null ? agent.name : mailboxName(mail.from);
  const listed = attachments.filter(({ inline }) => !inline);
  return (
    <li class="mail" data-direction={direction} data-open={open}>
      <h3>
        <button
          type="button"
          class="mail-head"
          aria-expanded={open}
          aria-controls={open ? `${id}-letter` : undefined}
          onClick={onTurn}
        >
          <span class="avatar" aria-hidden="true">
            {initials(who)}
          </span>
          <span class="mail-who clip">
            <strong>{who}</strong>
            {open && who !== mail.from.address && (
              <span class="mail-address muted"> {mail.from.address}</span>
            )}
          </span>
          <span class="mail-when muted">
            {listed.length > 0 && (
              <span class="mail-files-mark">
                <Icon name="attach" size="small" />
                <span aria-hidden="true">{listed.length}</span>
                <span class="unseen">{words.files(listed.length)}</span>
              </span>
            )}
            {!open && mail.state !== null && <DeliveryMark state={mail.state} />}
            <time dateTime={mail.at}>
              {open
                ? dateAndTime(mail.at, desk.locale.value)
                : shortMoment(mail.at, desk.clock.exact(), desk.locale.value)}
            </time>
          </span>
          <span class="mail-line clip muted">
            {mail_kind !== "customer" && <span class="mail-kind">{words.kinds[mail_kind]}</span>}
            {open
              ? mail.to.length > 0 && words.toWhom(mail.to.map(mailboxName).join(", "))
              : mail.text.trim().slice(0, 160) || words.noText}
          </span>
        </button>
      </h3>
      {open && (
        <article class="mail-letter" id={`${id}-letter`} aria-label={words.from(who)}>
          <Addressees record={record} mail={mail} />
          <MailWarnings flags={mail.flags} />
          <MailBody mail={mail} />
          <MailFiles files={attachments} />
          <Delivery caseId={record.id} mail={mail} />
          {within !== null && <MailActions record={within} mail={mail} />}
        </article>
      )}
    </li>
  );
}

/** What the head leaves out: copies, and a subject that is not the case's own. */
function Addressees({ record, mail }: { record: ThreadRecord; mail: CaseMail }) {
  const words = useDesk().words.value.mail;
  const own =
    plainSubject(mail.subject, record.number) !== plainSubject(record.subject, record.number);
  const blind = blindCopies(mail);
  if (!own && mail.cc.length === 0 && blind.length === 0) return null;
  return (
    <dl class="mail-addressees">
      {own && (
        <div>
          <dt>{words.subject}</dt>
          <dd>{mail.subject || words.noSubject}</dd>
        </div>
      )}
      {mail.cc.length > 0 && (
        <div>
          <dt>{words.cc}</dt>
          <dd>{mail.cc.map(mailboxName).join(", ")}</dd>
        </div>
      )}
      {blind.length > 0 && (
        <div>
          <dt>{words.bcc}</dt>
          <dd>{blind.join(", ")}</dd>
        </div>
      )}
    </dl>
  );
}
