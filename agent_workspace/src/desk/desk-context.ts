/** The desk as components reach it. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Desk } from "~/desk/desk";
import type { Words } from "~/words/en";

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("A desk component stands outside DeskContext.");
  return desk;
}

/** The reader's words; the component is drawn anew when the language changes. */
export function useWords(): Words {
  return useDesk().words.value;
}
