/** Junk: marking a case as spam, asked once, or taking the mark away again. */

import type { Case } from "@parley/wire";
import { useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { writersOf } from "~/mail/participants";

export function SpamButton({ record }: { record: Case }) {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        class="button quiet small"
        onClick={() => (record.spam ? void desk.mail.book.unmarkSpam(record.id) : setAsking(true))}
      >
        <Icon name={record.spam ? "check" : "block"} size="small" />
        {record.spam ? words.unmarkSpam : words.markSpam}
      </button>
      {asking && <SpamDialog record={record} onClose={() => setAsking(false)} />}
    </>
  );
}

function SpamDialog({ record, onClose }: { record: Case; onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value;
  const writers = writersOf(record.mails);
  const [block, setBlock] = useState<string | null>(writers[0] ?? null);
  const submit = async () => {
    onClose();
    if (await desk.mail.book.markSpam(record.id, block)) {
      desk.toasts.say(words.cases.spamDone, "done");
    }
  };
  return (
    <Dialog
      title={words.cases.spamTitle(record.number)}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={<DialogChoice confirm={words.cases.spamConfirm} onLeave={onClose} danger />}
    >
      <p>{words.cases.spamText}</p>
      {writers.map((address) => (
        <label key={address} class="choice">
          <input
            class="checkbox"
            type="checkbox"
            checked={block === address}
            onChange={() => setBlock(block === address ? null : address)}
          />
          {words.cases.spamBlock(address)}
        </label>
      ))}
      {writers.length > 0 && <p class="muted">{words.cases.spamBlockText}</p>}
    </Dialog>
  );
}
