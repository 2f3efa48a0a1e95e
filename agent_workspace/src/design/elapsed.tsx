/** Time that ticks: each is its own component, so that a second redraws nothing else. */

import { useDesk } from "~/desk/desk-context";
import { clock, coarse, compact } from "~/words/durations";

/** Time since a gateway moment, in compact units. */
export function Elapsed({
  since,
  form = "compact",
}: {
  since: string;
  form?: "compact" | "coarse" | "clock";
}) {
  const desk = useDesk();
  const seconds = desk.clock.since(since);
  const { units } = desk.words.value;
  const text =
    form === "clock" ? clock(seconds) : (form === "coarse" ? coarse : compact)(seconds, units);
  return <time class="figures">{text}</time>;
}

/** Time since a desk moment, in compact units. */
export function ElapsedHere({ since }: { since: number }) {
  const desk = useDesk();
  const seconds = (desk.clock.now.value - since) / 1_000;
  return <time class="figures">{coarse(seconds, desk.words.value.units)}</time>;
}
