/** Deleting a case for good, asked once (CRM-004). */

import type { Case } from "@parley/wire";
import { FinalAct } from "~/design/final-act";
import { useDesk } from "~/desk/desk-context";
import { Refusal } from "~/transport/refusal";
import { careWords } from "~/words/care";

export function DeleteCase({ record }: { record: Case }) {
  const desk = useDesk();
  const words = careWords(desk.locale.value);

  const remove = async () => {
    try {
      await desk.mail.requests.remove(record.id);
    } catch (error) {
      const reason = error instanceof Refusal ? hindrance(error, words) : null;
      if (reason === null) desk.explain(error);
      return reason ?? "";
    }
    desk.mail.drafts.close(record.id);
    desk.mail.tabs.close(record.id);
    desk.toasts.say(words.removed(record.number), "done");
    return "";
  };

  return (
    <FinalAct
      label={words.remove}
      title={words.removeTitle(record.number)}
      confirm={words.removeConfirm}
      act={remove}
    >
      <p>{words.removeText(record.mails.length)}</p>
    </FinalAct>
  );
}

function hindrance(
  { code, field }: Refusal,
  words: { readonly inHand: string; readonly onItsWay: string },
): string | null {
  if (code !== "conflict") return null;
  return field === "on_its_way" ? words.onItsWay : field === "in_hand" ? words.inHand : null;
}
