/** How a draft stands: saved, on its way, kept here alone, or changed by somebody else. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { type HeldDraft, isUnsaved } from "~/mail/draft-state";
import { timeOfDay } from "~/words/calendar";

export function DraftStatus({ draft }: { draft: HeldDraft }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  return (
    <span class="draft-status muted" role="status">
      {draft.trouble !== null || draft.sending
        ? ""
        : draft.onWay !== null
          ? words.draftSaving
          : isUnsaved(draft)
            ? words.draftHere
            : draft.savedAt !== null &&
              words.draftSaved(timeOfDay(draft.savedAt, desk.locale.value))}
    </span>
  );
}

export function DraftTrouble({ draft }: { draft: HeldDraft }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const { trouble } = draft;
  if (trouble === null) return null;
  const settle = (winner: "mine" | "theirs") =>
    void desk.mail.drafts.settleConflict(draft.id, winner);
  return (
    <div class="draft-trouble" role="alert">
      <Icon name="warning" size="small" />
      <span>{(trouble.kind === "refused" && trouble.text) || words.troubles[trouble.kind]}</span>
      {trouble.kind === "conflict" && (
        <>
          <button type="button" class="button small" onClick={() => settle("mine")}>
            {words.keepMine}
          </button>
          <button type="button" class="button small" onClick={() => settle("theirs")}>
            {words.takeTheirs}
          </button>
        </>
      )}
    </div>
  );
}
