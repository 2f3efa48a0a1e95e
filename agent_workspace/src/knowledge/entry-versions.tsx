/** What an entry said before: each state it was published in, to be taken up again. */

import type { ManagedEntry } from "@parley/wire";
import { useDesk } from "~/desk/desk-context";
import type { EntryWriting } from "~/knowledge/entry-writing";
import { useKeepingWords } from "~/knowledge/keeping-words";
import { dateAndTime } from "~/words/calendar";

export function Versions({ writing, record }: { writing: EntryWriting; record: ManagedEntry }) {
  const desk = useDesk();
  const words = useKeepingWords();
  return (
    <ul class="entry-versions">
      {record.versions.map(({ rev, at, agent, content }) => {
        const when = dateAndTime(at, desk.locale.value);
        return (
          <li key={rev}>
            <span>
              <time dateTime={at}>{when}</time>
              <span class="muted"> · {agent ?? words.byFile}</span>
            </span>
            <button
              type="button"
              class="button small"
              aria-label={words.takeUpOf(when)}
              onClick={() => writing.change(content)}
            >
              {words.takeUp}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
