/** A button that asks in place before it does what cannot be undone. */

import { useState } from "preact/hooks";

export interface AskButtonProps {
  readonly label: string;
  readonly question: string;
  readonly confirm: string;
  readonly keep: string;
  readonly onConfirm: () => void;
}

export function AskButton({ label, question, confirm, keep, onConfirm }: AskButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <div class="menu-anchor">
      <button
        type="button"
        class="button small danger"
        aria-expanded={asking}
        onClick={() => setAsking(true)}
      >
        {label}
      </button>
      {asking && (
        <div
          class="menu ask"
          role="alertdialog"
          aria-label={question}
          onKeyDown={(event) => {
            if (event.key === "Escape") setAsking(false);
          }}
        >
          <p>{question}</p>
          <div class="ask-buttons">
            <button
              type="button"
              class="button small"
              ref={(button) => button?.focus()}
              onClick={() => setAsking(false)}
            >
              {keep}
            </button>
            <button
              type="button"
              class="button small danger"
              onClick={() => {
                setAsking(false);
                onConfirm();
              }}
            >
              {confirm}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
