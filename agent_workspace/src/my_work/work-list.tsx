/** My work: every open contact, and at a glance who has waited longest for an answer. */

import type { Interaction } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { WorkRow } from "~/my_work/work-row";

export function WorkList() {
  const desk = useDesk();
  const words = desk.words.value;
  const { work, me, preferences } = desk.state.value;
  const chats = work.filter((one) => one.medium === "chat");
  const others = work.filter((one) => one.medium !== "chat");
  const sideBySide = preferences.layout === "side_by_side";
  return (
    <section class="rail-section" aria-labelledby="work-title">
      <header>
        <h2 id="work-title">{words.work.title}</h2>
        {chats.length > 0 && (
          <span class="count">{words.work.held(chats.length, me?.max_chats ?? chats.length)}</span>
        )}
        {chats.length > 1 && (
          <button
            type="button"
            class="button quiet icon-only small columns-toggle"
            aria-pressed={sideBySide}
            aria-label={words.work.sideBySide}
            title={sideBySide ? words.work.oneAtATime : words.work.sideBySide}
            onClick={() => void desk.self.prefer({ layout: sideBySide ? "tabs" : "side_by_side" })}
          >
            <Icon name="columns" />
          </button>
        )}
      </header>
      {work.length === 0 && <p class="rail-empty">{words.work.empty}</p>}
      <ul>{chats.map((one, index) => row(one, index + 1))}</ul>
      {others.length > 0 && <ul>{others.map((one) => row(one, null))}</ul>}
    </section>
  );
}

function row(interaction: Interaction, number: number | null) {
  return <WorkRow key={interaction.id} interaction={interaction} number={number} />;
}
