/** What became of merged cases: where this one goes on, which ones it took up, how to part them. */

import type { Case } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function MergedCases({ record }: { record: Case }) {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const into = record.merged_into;
  const show = (id: string, number: string, customer: string) => {
    desk.mail.tabs.show({ id, number, customer });
    desk.view.go("cases");
  };
  return (
    <>
      {into !== null && (
        <p class="case-merged" role="status">
          <Icon name="transfer" size="small" />
          <span>{words.mergedInto(into.number)}</span>
          <button
            type="button"
            class="button small"
            onClick={() => show(into.id, into.number, record.customer.name)}
          >
            {words.numbered(into.number)}
          </button>
          <Undo
            caseId={record.id}
            number={record.number}
            from={into.id}
            until={record.undo_until}
          />
        </p>
      )}
      {record.merged.map(({ id, number, subject, undo_until }) => (
        <p key={id} class="case-merged">
          <Icon name="transfer" size="small" />
          <span>{words.mergedHere(number, subject)}</span>
          <Undo caseId={id} number={number} from={record.id} until={undo_until} />
        </p>
      ))}
    </>
  );
}

interface UndoProps {
  readonly caseId: string;
  readonly number: string;
  /** The case that went on. */
  readonly from: string;
  readonly until: string | null;
}

function Undo({ caseId, number, from, until }: UndoProps) {
  const desk = useDesk();
  const words = desk.words.value.cases;
  if (until === null || Date.parse(until) <= desk.clock.exact()) return null;
  const undo = async () => {
    const alone = await desk.mail.book.undoMerge(caseId, from);
    if (alone === null) return;
    desk.toasts.say(words.mergeUndone(number), "done");
    if (desk.mail.tabs.shown.peek() === null) return;
    desk.mail.tabs.show({ id: alone.id, number: alone.number, customer: alone.customer.name });
  };
  return (
    <button
      type="button"
      class="button small"
      aria-label={words.mergeUndoOne(number)}
      onClick={() => void undo()}
    >
      {words.mergeUndo}
    </button>
  );
}
