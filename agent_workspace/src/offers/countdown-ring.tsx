/** The countdown ring around an offer's remaining seconds (OFR-005). */

import { useDesk } from "~/desk/desk-context";
import type { HeldOffer } from "~/state/desk-state";

const RADIUS = 19;
const ROUND = 2 * Math.PI * RADIUS;
/** From here on the ring changes its hue and says so. */
const SOON_SECONDS = 10;

export function CountdownRing({ offer }: { offer: HeldOffer }) {
  const desk = useDesk();
  const left = Math.max(0, Math.floor(desk.clock.until(offer.expires_at)));
  const whole = Math.max(
    1,
    (Date.parse(offer.expires_at) - offer.receivedAt - desk.state.value.clockOffset) / 1_000,
  );
  const share = Math.min(1, left / whole);
  return (
    // A timer stays silent by itself; the announcer speaks at the two moments that matter.
    <span class="ring figures" role="timer" data-soon={left <= SOON_SECONDS}>
      <svg viewBox="0 0 44 44" aria-hidden="true">
        <circle class="ring-track" cx="22" cy="22" r={RADIUS} />
        <circle
          class="ring-left"
          cx="22"
          cy="22"
          r={RADIUS}
          stroke-dasharray={ROUND}
          stroke-dashoffset={ROUND * (1 - share)}
        />
      </svg>
      <span aria-hidden="true">{left}</span>
      <span class="unseen">{desk.words.value.offer.secondsLeft(left)}</span>
    </span>
  );
}
