/** The ringing offers: they float up, and never take the focus. */

import { useDesk } from "~/desk/desk-context";
import { OfferCard } from "~/offers/offer-card";

export function OfferStack() {
  const { offers } = useDesk().state.value;
  return (
    <>
      {offers.map((offer) => (
        <OfferCard key={offer.id} offer={offer} />
      ))}
    </>
  );
}
