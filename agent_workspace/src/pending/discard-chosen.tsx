/** Throwing the chosen mails away, asked in place. */

import { useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";

export function DiscardChosen() {
  const desk = useDesk();
  const words = desk.words.value;
  const [asking, setAsking] = useState(false);
  const chosen = desk.pending.chosen.value;
  if (chosen.size === 0) return null;
  const discard = async () => {
    setAsking(false);
    await desk.work.discard([...chosen]);
    await desk.pending.load();
  };
  return (
    <div class="menu-anchor">
      <button
        type="button"
        class="button small danger"
        aria-expanded={asking}
        onClick={() => setAsking(true)}
      >
        {words.pending.discard(chosen.size)}
      </button>
      {asking && (
        <div
          class="menu ask"
          role="alertdialog"
          aria-label={words.pending.discardAsk}
          onKeyDown={(event) => {
            if (event.key === "Escape") setAsking(false);
          }}
        >
          <p>{words.pending.discardAsk}</p>
          <div class="ask-buttons">
            <button
              type="button"
              class="button small"
              ref={(button) => button?.focus()}
              onClick={() => setAsking(false)}
            >
              {words.cancel}
            </button>
            <button type="button" class="button small danger" onClick={() => void discard()}>
              {words.pending.discardConfirm}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
