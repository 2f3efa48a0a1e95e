/** The context of the active chat: who writes, where they come from, what is noted, why me. */

import { CustomerCard } from "~/context/customer-card";
import { Journey } from "~/context/journey";
import { WhyMe } from "~/context/why-me";
import { Icon } from "~/design/icon";
import { Segments } from "~/design/segments";
import { useDesk } from "~/desk/desk-context";
import { KnowledgeSearch } from "~/knowledge/knowledge-search";
import { CodeChoice } from "~/wrap_up/code-choice";
import { Notes } from "~/wrap_up/notes";
import { TagField } from "~/wrap_up/tag-field";

export function ContextPanel() {
  const desk = useDesk();
  const words = desk.words.value;
  const { work, permissions } = desk.state.value;
  const interaction = work.find((one) => one.id === desk.view.active.value);
  const handling = interaction?.handling;
  const knowledge = desk.knowledge.offered;
  const side = knowledge ? desk.view.side.value : "customer";
  const searching = side === "knowledge";
  return (
    <aside class="context" id="context" tabIndex={-1} aria-label={words.regions.context}>
      <header class="context-header">
        <h2 class={knowledge ? "unseen" : undefined}>
          {searching ? words.knowledge.title : words.customer.title}
        </h2>
        {knowledge && (
          <Segments
            label={words.regions.context}
            options={[
              { id: "customer", name: words.customer.title },
              { id: "knowledge", name: words.knowledge.title },
            ]}
            chosen={side}
            onChoose={(next) => {
              desk.view.side.value = next;
            }}
          />
        )}
        <button
          type="button"
          class="button quiet icon-only small"
          aria-label={words.regions.closeContext}
          title={words.regions.closeContext}
          onClick={() => desk.view.toggleContext()}
        >
          <Icon name="close" />
        </button>
      </header>
      {searching ? (
        <KnowledgeSearch />
      ) : interaction === undefined ? (
        <p class="context-empty muted">{words.customer.empty}</p>
      ) : (
        <div class="context-body scroll" key={interaction.id}>
          <CustomerCard interaction={interaction} />
          {handling?.state === "active" && (
            <details class="context-part" open>
              <summary>
                {words.customer.handling}
                <Icon name="chevron" size="small" />
              </summary>
              <div class="context-form">
                {interaction.code_lists.map((list) => (
                  <CodeChoice
                    key={list.id}
                    list={list}
                    interaction={interaction}
                    handling={handling}
                  />
                ))}
                <TagField interaction={interaction} handling={handling} />
                <Notes interaction={interaction} handling={handling} rows={3} />
              </div>
            </details>
          )}
          <Journey interaction={interaction} />
          <WhyMe interaction={interaction} />
          {permissions.includes("visitor.block") && interaction.actions.includes("block") && (
            <button
              type="button"
              class="button quiet small danger context-block"
              onClick={() => {
                desk.view.dialog.value = { kind: "block", interactionId: interaction.id };
              }}
            >
              <Icon name="block" size="small" />
              {words.customer.block}
            </button>
          )}
        </div>
      )}
    </aside>
  );
}
