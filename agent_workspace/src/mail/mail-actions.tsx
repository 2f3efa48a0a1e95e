/** What can be done with one mail of a case: answered, passed on, moved. */

import type { Case, CaseMail } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { MoveMail } from "~/mail/move-mail";

export function MailActions({ record, mail }: { record: Case; mail: CaseMail }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const { drafts } = desk.mail;
  return (
    <div class="mail-actions">
      <button
        type="button"
        class="button quiet small"
        onClick={() => drafts.begin(record, "reply", mail)}
      >
        <Icon name="reply" size="small" />
        {words.replyThis}
      </button>
      <button
        type="button"
        class="button quiet small"
        onClick={() => drafts.begin(record, "forward", mail)}
      >
        <Icon name="forward" size="small" />
        {words.forwardThis}
      </button>
      <MoveMail caseId={record.id} mail={mail} />
    </div>
  );
}
