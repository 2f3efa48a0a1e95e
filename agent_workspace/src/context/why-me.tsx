/** Why me: the candidates the gateway looked at, and the first condition each one failed. */

import type { Explanation, Interaction } from "@parley/wire";
import { useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function WhyMe({ interaction }: { interaction: Interaction }) {
  const desk = useDesk();
  const words = desk.words.value.why;
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const ask = async (open: boolean) => {
    if (open && explanation === null) setExplanation(await desk.work.explanation(interaction.id));
  };
  return (
    <details class="context-part" onToggle={(event) => void ask(event.currentTarget.open)}>
      <summary>
        {words.title}
        <Icon name="chevron" size="small" />
      </summary>
      <p class="muted context-lead">{words.lead}</p>
      {explanation !== null && explanation.candidates.length === 0 && <p>{words.nobody}</p>}
      <ol class="candidates">
        {explanation?.candidates.map(({ agent, failed }) => (
          <li key={agent.id} data-eligible={failed === null}>
            <Icon name={failed === null ? "check" : "close"} size="small" />
            <span class="clip">{agent.name}</span>
            <span class="muted">
              {failed === null
                ? words.chosen
                : (words.conditions[failed] ?? failed.replaceAll("_", " "))}
            </span>
          </li>
        ))}
      </ol>
      <p class="muted context-lead">
        {words.number} <code>{interaction.id}</code>
      </p>
    </details>
  );
}
