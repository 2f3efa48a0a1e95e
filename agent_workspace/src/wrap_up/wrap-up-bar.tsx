/** The wrap-up bar: time left, codes, tags, notes, and the two ways on. */

import type { Handling, Interaction } from "@parley/wire";
import { useEffect, useId, useRef } from "preact/hooks";
import { deferred } from "~/design/deferred";
import { Icon } from "~/design/icon";
import { StatusMark } from "~/design/status-mark";
import { useDesk } from "~/desk/desk-context";
import { missingLists } from "~/state/work";
import { CodeChoice } from "~/wrap_up/code-choice";
import { Notes } from "~/wrap_up/notes";
import { TagField } from "~/wrap_up/tag-field";
import { WrapUpClock } from "~/wrap_up/wrap-up-clock";

const WrapUpLog = deferred(async () => (await import("~/chat_logs/wrap-up-log")).WrapUpLog);

export function WrapUpBar(props: { interaction: Interaction; handling: Handling }) {
  const desk = useDesk();
  const words = desk.words.value.wrapUp;
  const { interaction, handling } = props;
  const { auto_log } = interaction;
  const missing = missingLists(interaction);
  const id = useId();
  const bar = useRef<HTMLElement>(null);

  // What had the focus went with the composer; it goes on here, not at the page's beginning.
  useEffect(() => {
    if (document.activeElement === document.body) bar.current?.focus();
  }, []);

  return (
    <section ref={bar} class="wrap-up scroll" tabIndex={-1} aria-label={words.title}>
      <header>
        <h3>
          <StatusMark status="wrap_up" />
          {words.title}
        </h3>
        <span class="wrap-up-time">
          <WrapUpClock handling={handling} />
        </span>
      </header>
      {interaction.code_lists.map((list) => (
        <CodeChoice key={list.id} list={list} interaction={interaction} handling={handling} large />
      ))}
      <div class="wrap-up-words">
        <TagField interaction={interaction} handling={handling} />
        <Notes interaction={interaction} handling={handling} rows={2} />
      </div>
      {auto_log !== null && auto_log.mode !== "none" && (
        <WrapUpLog interaction={interaction} auto={auto_log} />
      )}
      <footer>
        <p id={`${id}-missing`} class="wrap-up-missing">
          {missing.length > 0 && (
            <>
              <Icon name="warning" size="small" />
              {words.missing(missing.map((list) => list.name).join(", "))}
            </>
          )}
        </p>
        <div class="wrap-up-buttons">
          <button
            type="button"
            class="button"
            aria-keyshortcuts="Alt+X"
            onClick={() => void desk.work.extend(interaction.id)}
          >
            {words.extend}
          </button>
          <button
            type="button"
            class="button primary"
            aria-disabled={missing.length > 0}
            aria-describedby={`${id}-missing`}
            aria-keyshortcuts="Alt+E"
            onClick={() => {
              if (missing.length === 0) void desk.work.finish(interaction.id);
            }}
          >
            {words.finish}
          </button>
        </div>
      </footer>
    </section>
  );
}
