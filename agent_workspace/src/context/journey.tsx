/** The way a contact came here: queues, colleagues, and what they noted. */

import type { Interaction } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { timeOfDay } from "~/words/calendar";

export function Journey({ interaction }: { interaction: Interaction }) {
  const desk = useDesk();
  const words = desk.words.value.customer;
  const { journey } = interaction;
  if (journey.length === 0) return null;
  return (
    <details class="context-part" open={journey.length > 2}>
      <summary>
        {words.journey}
        <Icon name="chevron" size="small" />
      </summary>
      <ol class="journey">
        {journey.map((stage) => (
          <li key={`${stage.from} ${stage.agent ?? stage.queue}`}>
            <time class="muted" dateTime={stage.from}>
              {timeOfDay(stage.from, desk.locale.value)}
            </time>
            <div>
              <span>
                {stage.agent === null
                  ? words.inQueue(stage.queue ?? "")
                  : words.withAgent(stage.agent)}
              </span>
              {stage.note !== "" && <p class="journey-note">{stage.note}</p>}
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}
