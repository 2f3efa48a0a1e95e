/** The drafts of a case that are not being written just now. */

import type { Case } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { isUnsaved } from "~/mail/draft-state";
import { shortMoment } from "~/words/calendar";

export function DraftList({ record, except }: { record: Case; except: string | null }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const waiting = desk.mail.drafts.ofCase(record.id).filter(({ id }) => id !== except);
  if (waiting.length === 0) return null;
  return (
    <ul class="draft-list" aria-label={words.drafts}>
      {waiting.map((draft) => {
        const { kind, to, subject } = draft.writing;
        return (
          <li key={draft.id}>
            <button
              type="button"
              class="draft-row"
              title={subject}
              onClick={() => desk.mail.drafts.open(draft)}
            >
              <Icon name="pen" size="small" />
              <span class="draft-mark">{words.draftMark}</span>
              <span class="clip">
                {words.titles[kind]}
                {to.length > 0 && ` ${words.toWhom(to.join(", "))}`}
              </span>
              <span class="muted figures">
                {isUnsaved(draft) || draft.savedAt === null
                  ? ""
                  : shortMoment(draft.savedAt, desk.clock.exact(), desk.locale.value)}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
