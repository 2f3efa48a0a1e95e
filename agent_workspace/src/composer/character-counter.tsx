/** The character counter: silent until four fifths are used, never truncating (CHT-018). */

import { useWords } from "~/desk/desk-context";

const SHOWN_FROM = 0.8;

export function CharacterCounter({ used, most }: { used: number; most: number }) {
  const words = useWords().composer;
  if (used < most * SHOWN_FROM) return null;
  const left = most - used;
  return (
    <span class="composer-counter figures" data-over={left < 0} role="status">
      {left < 0 ? words.over(-left) : words.left(left)}
    </span>
  );
}
