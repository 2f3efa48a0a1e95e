/** The team: every agent a supervisor may see, unreachable ones marked (STA-056). */

import type { RosterAgent, Status } from "@parley/wire";
import { useState } from "preact/hooks";
import { Elapsed } from "~/design/elapsed";
import { Icon } from "~/design/icon";
import { matches } from "~/design/matching";
import { StatusMark } from "~/design/status-mark";
import { useDesk } from "~/desk/desk-context";

/** Who can help comes first, who is away last. */
const ORDER: readonly Status[] = [
  "available",
  "busy",
  "wrap_up",
  "busy_stop_new",
  "offline",
  "on_break",
  "logged_out",
];
const SEARCH_FROM = 9;

/** Whoever is not connected cannot help, whatever their status says. */
function rank({ status, reachable }: RosterAgent): number {
  return ORDER.indexOf(status) + (reachable ? 0 : ORDER.length);
}

export function Team() {
  const desk = useDesk();
  const words = desk.words.value;
  const [text, setText] = useState("");
  const { roster, me } = desk.state.value;
  const others = roster.filter((entry) => entry.id !== me?.id);
  const shown = others
    .filter((entry) => matches(entry.name, text))
    .sort((one, other) => rank(one) - rank(other));
  return (
    <section class="rail-section" aria-labelledby="team-title">
      <header>
        <h2 id="team-title">{words.team.title}</h2>
        <span class="count">{others.length}</span>
      </header>
      {others.length === 0 && <p class="rail-empty">{words.team.none}</p>}
      {others.length >= SEARCH_FROM && (
        <div class="rail-filter">
          <input
            class="input"
            type="search"
            aria-label={words.team.search}
            placeholder={words.team.search}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
      )}
      <ul>
        {shown.map((entry) => (
          <Colleague key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Colleague({ entry }: { entry: RosterAgent }) {
  const words = useDesk().words.value;
  const connected = entry.reachable || entry.status === "logged_out";
  return (
    <li class="team-entry">
      <StatusMark status={entry.status} />
      <span class="clip" title={entry.group ?? undefined}>
        {entry.name}
      </span>
      {connected ? (
        <span class="muted">
          {entry.status === "logged_out" ? (
            words.statuses.logged_out
          ) : (
            <>
              <span class="unseen">{words.statuses[entry.status]} </span>
              <Elapsed since={entry.since} form="coarse" />
            </>
          )}
        </span>
      ) : (
        <span class="unreachable">
          <Icon name="unreachable" size="small" />
          {words.team.unreachable}
        </span>
      )}
    </li>
  );
}
