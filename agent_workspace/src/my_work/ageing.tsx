/** The ageing bar: how long a customer has waited for an answer, as a length and a hue. */

import { useDesk } from "~/desk/desk-context";

/** Full after five minutes; the hue warns after one and alarms after three. */
const FULL_SECONDS = 300;
const WARN_SECONDS = 60;
const LATE_SECONDS = 180;

export function Ageing({ since }: { since: string }) {
  const seconds = useDesk().clock.since(since);
  const age = seconds >= LATE_SECONDS ? "late" : seconds >= WARN_SECONDS ? "warn" : "fresh";
  const share = Math.min(1, seconds / FULL_SECONDS);
  return (
    <span class="ageing" data-age={age} aria-hidden="true">
      <span style={{ transform: `scaleX(${share.toFixed(3)})` }} />
    </span>
  );
}
