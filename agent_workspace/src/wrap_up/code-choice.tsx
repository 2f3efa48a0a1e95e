/** One code list: large choices when there are few codes, a search when there are many. */

import type { CodeList, Handling, Interaction } from "@parley/wire";
import { Combobox } from "~/design/combobox";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

/** More than these no longer fit a glance. */
const FEW = 8;

export interface CodeChoiceProps {
  readonly list: CodeList;
  readonly interaction: Interaction;
  readonly handling: Handling;
  readonly large?: boolean;
}

export function CodeChoice({ list, interaction, handling, large }: CodeChoiceProps) {
  const desk = useDesk();
  const words = desk.words.value;
  const chosen = list.codes.filter((code) => handling.codes.includes(code.id));
  const missing = list.mandatory && chosen.length === 0;

  const toggle = (id: string) => {
    const own = new Set(list.codes.map((code) => code.id));
    const others = handling.codes.filter((code) => !own.has(code));
    const before = handling.codes.filter((code) => own.has(code));
    const wasOn = before.includes(id);
    const after = list.multiple
      ? wasOn
        ? before.filter((code) => code !== id)
        : [...before, id]
      : wasOn
        ? []
        : [id];
    void desk.work.annotate(interaction.id, { codes: [...others, ...after] });
  };

  return (
    <fieldset class="codes" data-missing={missing}>
      <legend>
        {list.name}
        {list.mandatory && (
          <>
            <span class="codes-star" aria-hidden="true">
              *
            </span>
            <span class="unseen"> ({words.required})</span>
          </>
        )}
      </legend>
      {list.codes.length <= FEW ? (
        <div class={large ? "large-choices" : "small-choices"}>
          {list.codes.map((code) => {
            const on = handling.codes.includes(code.id);
            return (
              <button
                key={code.id}
                type="button"
                class={large ? "large-choice" : "small-choice"}
                aria-pressed={on}
                onClick={() => toggle(code.id)}
              >
                {on && <Icon name="check" size="small" />}
                {code.name}
              </button>
            );
          })}
        </div>
      ) : (
        <>
          {chosen.length > 0 && (
            <ul class="chips">
              {chosen.map((code) => (
                <li key={code.id} class="chip chosen">
                  {code.name}
                  <button
                    type="button"
                    class="button quiet icon-only"
                    aria-label={words.composer.remove(code.name)}
                    onClick={() => toggle(code.id)}
                  >
                    <Icon name="close" size="small" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          {(list.multiple || chosen.length === 0) && (
            <Combobox
              label={`${list.name}: ${words.wrapUp.search}`}
              placeholder={words.wrapUp.search}
              options={list.codes.filter((code) => !handling.codes.includes(code.id))}
              onTake={toggle}
            />
          )}
        </>
      )}
    </fieldset>
  );
}
