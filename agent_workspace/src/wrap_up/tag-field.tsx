/** Tags: from the supervisor's list, found by typing, taken off again by their cross. */

import type { Handling, Interaction } from "@parley/wire";
import { Combobox } from "~/design/combobox";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function TagField({
  interaction,
  handling,
}: {
  interaction: Interaction;
  handling: Handling;
}) {
  const desk = useDesk();
  const words = desk.words.value.wrapUp;
  const known = desk.state.value.settings.tags;
  if (known.length === 0 && handling.tags.length === 0) return null;
  const set = (tags: string[]) => void desk.work.annotate(interaction.id, { tags });
  return (
    <fieldset class="field tags">
      <legend class="label">{words.tags}</legend>
      {handling.tags.length > 0 && (
        <ul class="chips">
          {handling.tags.map((tag) => (
            <li key={tag} class="chip">
              {tag}
              <button
                type="button"
                class="button quiet icon-only"
                aria-label={words.removeTag(tag)}
                onClick={() => set(handling.tags.filter((one) => one !== tag))}
              >
                <Icon name="close" size="small" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Combobox
        label={words.addTag}
        options={known
          .filter((tag) => !handling.tags.includes(tag))
          .map((tag) => ({ id: tag, name: tag }))}
        onTake={(tag) => set([...handling.tags, tag])}
      />
    </fieldset>
  );
}
