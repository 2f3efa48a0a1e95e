/** Ringing offers: at most one at a time by the gateway's rule, yet kept as a list. */

import type { Offer } from "@parley/wire";
import type { HeldOffer } from "~/state/desk-state";

export function ringOffer(held: readonly HeldOffer[], offer: Offer, at: number): HeldOffer[] {
  const known = held.find((one) => one.id === offer.id);
  const ringing: HeldOffer = { ...offer, receivedAt: known?.receivedAt ?? at };
  return [...held.filter((one) => one.id !== offer.id), ringing];
}

/** The snapshot's offers; one that was ringing already keeps its ring. */
export function holdOffers(
  held: readonly HeldOffer[],
  offers: readonly Offer[],
  at: number,
): HeldOffer[] {
  return offers.reduce<HeldOffer[]>(
    (ringing, offer) => ringOffer(ringing, offer, receivedBefore(held, offer) ?? at),
    [],
  );
}

function receivedBefore(held: readonly HeldOffer[], offer: Offer): number | undefined {
  return held.find((one) => one.id === offer.id)?.receivedAt;
}
