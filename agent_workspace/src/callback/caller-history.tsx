/** What a caller has left before, and what came of it: read before one calls. */

import type { CallerHistory as History } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { dateAndTime } from "~/words/calendar";

export function CallerHistory({ voicemailId }: { voicemailId: string }) {
  const desk = useDesk();
  const words = desk.words.value.callback.history;
  const [history, setHistory] = useState<History | "failed" | null>(null);
  useEffect(() => {
    let left = false;
    desk.recordings.history(voicemailId).then(
      (found) => left || setHistory(found),
      // Whatever the reason, calling back goes on without it.
      () => left || setHistory("failed"),
    );
    return () => {
      left = true;
    };
  }, [voicemailId]);
  if (history === null) return null;
  return (
    <section class="caller-history" aria-label={words.title}>
      <h3>{words.title}</h3>
      {history === "failed" ? (
        <p class="muted">{words.failed}</p>
      ) : history.calls.length === 0 ? (
        <p class="muted">{words.none}</p>
      ) : (
        <ul>
          {history.calls.map((call) => (
            <li key={call.interaction_id}>
              <Icon name={call.medium} size="small" />
              <span>
                <time dateTime={call.called_at}>
                  {dateAndTime(call.called_at, desk.locale.value)}
                </time>
                <span class="unseen"> {desk.words.value.media[call.medium]}</span>
              </span>
              <span class="muted">
                {[
                  call.queue,
                  call.outcome === null ? words.states[call.state] : words.outcomes[call.outcome],
                  call.agent,
                ]
                  .filter(Boolean)
                  .join(" \u00b7 ")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
