/** The words of those who keep the knowledge base, fetched with its screens. */

import { useDesk } from "~/desk/desk-context";
import { keeping as english } from "~/words/en/keeping";
import { keeping as french } from "~/words/fr/keeping";

export function useKeepingWords(): typeof english {
  return useDesk().locale.value === "fr" ? french : english;
}
