/** Throwing a draft away: at once while it holds nothing, else asked in place. */

import { useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { type HeldDraft, isPristine } from "~/mail/draft-state";

export function DiscardButton({ draft }: { draft: HeldDraft }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const [asking, setAsking] = useState(false);
  const { drafts, uploads } = desk.mail;
  const nothing = () =>
    isPristine(draft) && uploads.of(draft.id).length === 0 && !desk.coming.waits(draft.id);
  const discard = () => void drafts.discard(draft.id);
  return (
    <div class="menu-anchor">
      <button
        type="button"
        class="button quiet"
        aria-expanded={asking}
        onClick={() => (nothing() ? discard() : setAsking(true))}
      >
        {words.discard}
      </button>
      {asking && (
        <div
          class="menu ask"
          role="alertdialog"
          aria-label={words.discardAsk}
          onKeyDown={(event) => {
            if (event.key === "Escape") setAsking(false);
          }}
        >
          <p>{words.discardAsk}</p>
          <div class="ask-buttons">
            <button
              type="button"
              class="button small"
              ref={(button) => button?.focus()}
              onClick={() => setAsking(false)}
            >
              {words.keepDraft}
            </button>
            <button type="button" class="button small danger" onClick={discard}>
              {words.discardConfirm}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
