/** The thread: the mails of a case, the oldest first; the newest open, the older ones a line each. */

import type { Case } from "@parley/wire";
import { useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import type { ThreadRecord } from "~/mail/case-view";
import { MailItem } from "~/mail/mail-item";

export interface ThreadProps {
  readonly record: ThreadRecord;
  /** A mail to be open from the beginning besides the newest. */
  readonly unfold?: string | null;
  /** The whole case, where its mails may be answered one by one. */
  readonly within?: Case | null;
}

export function Thread({ record, unfold = null, within = null }: ThreadProps) {
  const words = useDesk().words.value.mail;
  const [turned, setTurned] = useState<Readonly<Record<string, boolean>>>({});
  const newest = record.mails.at(-1)?.id;
  return (
    <ol class="thread" aria-label={words.thread}>
      {record.mails.map((mail) => {
        const open = turned[mail.id] ?? (mail.id === newest || mail.id === unfold);
        return (
          <MailItem
            key={mail.id}
            record={record}
            mail={mail}
            open={open}
            within={record.mails.length > 1 ? within : null}
            onTurn={() => setTurned({ ...turned, [mail.id]: !open })}
          />
        );
      })}
    </ol>
  );
}
