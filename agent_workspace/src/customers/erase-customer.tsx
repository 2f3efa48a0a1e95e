/** Erasing a customer for good, asked once: what goes, what stays, that nothing brings it back. */

import type { CustomerRecord } from "@parley/wire";
import { FinalAct } from "~/design/final-act";
import { useDesk } from "~/desk/desk-context";
import { Refusal } from "~/transport/refusal";
import { careWords } from "~/words/care";

export function EraseCustomer({ record }: { record: CustomerRecord }) {
  const desk = useDesk();
  const words = careWords(desk.locale.value);

  const erase = async () => {
    try {
      await desk.customers.requests.erase(record.id);
    } catch (error) {
      if (error instanceof Refusal && error.field === "in_hand") return words.eraseInHand;
      desk.explain(error);
      return "";
    }
    desk.customers.erased([record.id]);
    desk.toasts.say(words.erased(record.number), "done");
    return "";
  };

  return (
    <FinalAct
      label={words.erase}
      title={words.eraseTitle(record.number)}
      confirm={words.eraseConfirm}
      act={erase}
    >
      <p>{words.eraseGoes}</p>
      <p>{words.eraseStays}</p>
      <p>{words.eraseOnce}</p>
    </FinalAct>
  );
}
