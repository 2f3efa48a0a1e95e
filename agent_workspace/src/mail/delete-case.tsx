/** Deleting a case for good, asked once (CRM-004). */

import type { Case } from "@parley/wire";
import { useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { Refusal } from "~/transport/refusal";
import { careWords } from "~/words/care";

export function DeleteCase({ record }: { record: Case }) {
  const desk = useDesk();
  const words = careWords(desk.locale.value);
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState("");
  const close = () => {
    setAsking(false);
    setTrouble("");
  };

  const submit = async () => {
    try {
      await desk.mail.requests.remove(record.id);
    } catch (error) {
      const reason = error instanceof Refusal ? hindrance(error, words) : null;
      if (reason === null) desk.explain(error);
      setTrouble(reason ?? "");
      return;
    }
    desk.mail.drafts.close(record.id);
    desk.mail.tabs.close(record.id);
    desk.toasts.say(words.removed(record.number), "done");
  };

  return (
    <>
      <button type="button" class="button quiet small" onClick={() => setAsking(true)}>
        <Icon name="close" size="small" />
        {words.remove}
      </button>
      {asking && (
        <Dialog
          title={words.removeTitle(record.number)}
          onClose={close}
          onSubmit={() => void submit()}
          footer={<DialogChoice confirm={words.removeConfirm} onLeave={close} danger />}
        >
          <p>{words.removeText(record.mails.length)}</p>
          {trouble !== "" && <p role="alert">{trouble}</p>}
        </Dialog>
      )}
    </>
  );
}

function hindrance(
  { code, field }: Refusal,
  words: { readonly inHand: string; readonly onItsWay: string },
): string | null {
  if (code !== "conflict") return null;
  return field === "on_its_way" ? words.onItsWay : field === "in_hand" ? words.inHand : null;
}
