/** Moving a mail into the case it belongs to. */

import type { CaseMail } from "@parley/wire";
import { useState } from "preact/hooks";
import { deferred } from "~/design/deferred";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { mailboxName } from "~/mail/mailbox-name";

const CaseChooser = deferred(async () => (await import("~/mail/case-chooser")).CaseChooser);

export function MoveMail({ caseId, mail }: { caseId: string; mail: CaseMail }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const [choosing, setChoosing] = useState(false);
  const move = async (into: string) => {
    setChoosing(false);
    const moved = await desk.mail.book.moveMail(mail.id, caseId, into);
    if (moved !== null) desk.toasts.say(words.moveDone(moved.number), "done");
  };
  return (
    <>
      <button type="button" class="button quiet small" onClick={() => setChoosing(true)}>
        <Icon name="transfer" size="small" />
        {words.move}
      </button>
      {choosing && (
        <CaseChooser
          title={words.moveTitle(mailboxName(mail.from))}
          text={words.moveText}
          confirm={words.moveConfirm}
          except={caseId}
          onChoose={(into) => void move(into)}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}
