/** The wrap-up's clock: counts down, then up once only a missing code keeps it open. */

import type { Handling } from "@parley/wire";
import { useDesk } from "~/desk/desk-context";
import { clock } from "~/words/durations";

export function WrapUpClock({ handling }: { handling: Handling }) {
  const desk = useDesk();
  const words = desk.words.value.wrapUp;
  if (handling.wrap_up_ends_at === null) {
    return handling.ended_at === null ? null : (
      <time class="figures" title={words.noLimit}>
        {clock(desk.clock.since(handling.ended_at))}
      </time>
    );
  }
  const left = desk.clock.until(handling.wrap_up_ends_at);
  return left >= 0 ? (
    <time class="figures">{clock(left)}</time>
  ) : (
    <time class="figures over">+{clock(-left)}</time>
  );
}
