/** The two ways out of a dialog: leave everything as it is, or do what it asks. */

import type { ComponentChildren } from "preact";
import { useWords } from "~/desk/desk-context";

export interface DialogChoiceProps {
  readonly confirm: string;
  readonly onLeave: () => void;
  /** What leaving is called where nothing is cancelled by it. */
  readonly leave?: string;
  /** It cannot be undone: whoever presses a key at once has left. */
  readonly danger?: boolean;
  /** Something is missing, or it is being done already. */
  readonly held?: boolean;
  /** Further ways, between the two. */
  readonly children?: ComponentChildren;
}

export function DialogChoice(props: DialogChoiceProps) {
  const { confirm, onLeave, leave, danger = false, held, children } = props;
  const words = useWords();
  return (
    <>
      <button type="button" class="button" data-first={danger || undefined} onClick={onLeave}>
        {leave ?? words.cancel}
      </button>
      {children}
      <button
        type="submit"
        class={danger ? "button danger" : "button primary"}
        aria-disabled={held}
      >
        {confirm}
      </button>
    </>
  );
}
