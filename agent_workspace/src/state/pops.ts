/** Screen pops: the records found for a contact, which may come after the contact itself. */

import type { Interaction, PoppedScreen } from "@parley/wire";
import type { DeskState } from "~/state/desk-state";

export function takePop(state: DeskState, { interaction_id, screen_pop }: PoppedScreen): DeskState {
  const popped = (one: Interaction): Interaction =>
    one.id === interaction_id ? { ...one, screen_pop } : one;
  return {
    ...state,
    work: state.work.map(popped),
    offers: state.offers.map((offer) => ({ ...offer, interaction: popped(offer.interaction) })),
  };
}
