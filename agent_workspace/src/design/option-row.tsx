/** One option of a listbox whose focus stays in its text field. */

import type { ComponentChildren } from "preact";

export interface OptionRowProps {
  readonly id: string;
  /** Whether the field points at it (`aria-activedescendant`). */
  readonly current: boolean;
  readonly onTake: () => void;
  readonly children: ComponentChildren;
}

export function OptionRow({ id, current, onTake, children }: OptionRowProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={current}
      // A press must not take the focus out of the field before the click lands.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {children}
    </div>
  );
}
