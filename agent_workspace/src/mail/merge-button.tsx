/** Merging a case into another one about the same matter. */

import type { Case } from "@parley/wire";
import { useState } from "preact/hooks";
import { deferred } from "~/design/deferred";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

const CaseChooser = deferred(async () => (await import("~/mail/case-chooser")).CaseChooser);

export function MergeButton({ record }: { record: Case }) {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const [choosing, setChoosing] = useState(false);
  const merge = async (into: string) => {
    setChoosing(false);
    desk.mail.drafts.close(record.id);
    const merged = await desk.mail.book.merge(record.id, into);
    if (merged === null) return;
    desk.toasts.say(words.mergeDone(record.number, merged.number), "done");
    const { id, number, customer } = merged;
    if (desk.mail.tabs.shown.peek() !== record.id) return;
    desk.mail.tabs.close(record.id);
    desk.mail.tabs.show({ id, number, customer: customer.name });
  };
  return (
    <>
      <button type="button" class="button quiet small" onClick={() => setChoosing(true)}>
        <Icon name="transfer" size="small" />
        {words.merge}
      </button>
      {choosing && (
        <CaseChooser
          title={words.mergeTitle(record.number)}
          text={words.mergeText(record.number)}
          confirm={words.mergeConfirm}
          except={record.id}
          hindrance={({ status }) =>
            status === "closed" && record.status !== "closed" ? words.mergeClosed : null
          }
          onChoose={(into) => void merge(into)}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}
