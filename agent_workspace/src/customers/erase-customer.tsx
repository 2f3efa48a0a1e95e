/** Erasing a customer for good, asked once: what goes, what stays, that nothing brings it back. */

import type { CustomerRecord } from "@parley/wire";
import { useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { Refusal } from "~/transport/refusal";
import { careWords } from "~/words/care";

export function EraseCustomer({ record }: { record: CustomerRecord }) {
  const desk = useDesk();
  const words = careWords(desk.locale.value);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const close = () => {
    setAsking(false);
    setTrouble("");
  };

  const submit = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await desk.customers.requests.erase(record.id);
    } catch (error) {
      setBusy(false);
      const inHand = error instanceof Refusal && error.field === "in_hand";
      if (!inHand) desk.explain(error);
      setTrouble(inHand ? words.eraseInHand : "");
      return;
    }
    desk.customers.erased([record.id]);
    desk.toasts.say(words.erased(record.number), "done");
  };

  return (
    <>
      <button type="button" class="button quiet small" onClick={() => setAsking(true)}>
        <Icon name="close" size="small" />
        {words.erase}
      </button>
      {asking && (
        <Dialog
          title={words.eraseTitle(record.number)}
          onClose={close}
          onSubmit={() => void submit()}
          footer={<DialogChoice confirm={words.eraseConfirm} onLeave={close} danger held={busy} />}
        >
          <p>{words.eraseGoes}</p>
          <p>{words.eraseStays}</p>
          <p>{words.eraseOnce}</p>
          {trouble !== "" && <p role="alert">{trouble}</p>}
        </Dialog>
      )}
    </>
  );
}
