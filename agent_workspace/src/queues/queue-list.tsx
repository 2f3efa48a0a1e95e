/** My queues: which I serve, who waits there, for how long, and who could answer. */

import type { Medium } from "@parley/wire";
import { useState } from "preact/hooks";
import { ElapsedHere } from "~/design/elapsed";
import { Icon } from "~/design/icon";
import { matches } from "~/design/matching";
import { useDesk } from "~/desk/desk-context";
import type { HeldQueue } from "~/state/desk-state";
import { longestSince, queuesByMedium } from "~/state/queue-line";

/** From this many on, finding one by its name is faster than looking. */
const SEARCH_FROM = 8;

export function QueueList() {
  const desk = useDesk();
  const words = desk.words.value;
  const { me, queues, settings, permissions } = desk.state.value;
  const permitted = settings.can_manage_queues || permissions.includes("queues.self_manage");
  // On a break the gateway refuses it: to say so first is better than to lose what was ticked.
  const resting = me?.status === "on_break";
  const [text, setText] = useState("");
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null);
  const enabled = new Set(queues.filter((queue) => queue.enabled).map((queue) => queue.id));
  const chosen = ticked ?? enabled;
  const changed = ticked !== null && queues.some((queue) => ticked.has(queue.id) !== queue.enabled);
  const groups = queuesByMedium(queues.filter((queue) => matches(queue.name, text)));

  const tick = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const confirm = async () => {
    await desk.self.enableQueues([...chosen]);
    setTicked(null);
  };

  return (
    <section class="rail-section" aria-labelledby="queues-title">
      <header>
        <h2 id="queues-title">{words.queues.title}</h2>
      </header>
      {queues.length === 0 && <p class="rail-empty">{words.queues.none}</p>}
      {queues.length >= SEARCH_FROM && (
        <div class="rail-filter">
          <input
            class="input"
            type="search"
            aria-label={words.queues.search}
            placeholder={words.queues.search}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
      )}
      {groups.map(({ medium, queues: members }) => (
        <div key={medium}>
          {groups.length > 1 && (
            <h3 class="queue-medium">
              <Icon name={medium} size="small" />
              {words.media[medium]}
            </h3>
          )}
          <ul>
            {members.map((queue) => (
              <QueueRow
                key={queue.id}
                queue={queue}
                medium={medium}
                ticked={chosen.has(queue.id)}
                locked={permitted ? (resting ? words.queues.onBreak : null) : words.queues.locked}
                onTick={(on) => tick(queue.id, on)}
              />
            ))}
          </ul>
        </div>
      ))}
      {permitted && resting && queues.length > 0 && (
        <p class="rail-empty">{words.queues.onBreak}</p>
      )}
      {changed && !resting && (
        <div class="queue-confirm">
          <button type="button" class="button primary small" onClick={() => void confirm()}>
            {words.queues.confirm}
          </button>
          <button type="button" class="button quiet small" onClick={() => setTicked(null)}>
            {words.cancel}
          </button>
        </div>
      )}
    </section>
  );
}

function QueueRow(props: {
  queue: HeldQueue;
  medium: Medium;
  ticked: boolean;
  /** Why it cannot be changed, if it cannot. */
  locked: string | null;
  onTick: (on: boolean) => void;
}) {
  const words = useDesk().words.value;
  const { queue, medium } = props;
  const since = longestSince(queue);
  return (
    <li class="queue" data-serving={queue.enabled}>
      <input
        id={`queue-${medium}-${queue.id}`}
        class="checkbox"
        type="checkbox"
        aria-label={words.queues.serve(queue.name)}
        title={props.locked ?? undefined}
        checked={props.ticked}
        disabled={props.locked !== null}
        onChange={(event) => props.onTick(event.currentTarget.checked)}
      />
      <span class="clip queue-name">{queue.name}</span>
      <Waiting queue={queue} medium={medium} />
      <span class="queue-detail clip">
        {!queue.open && <span>{words.queues.closed} · </span>}
        {since === null ? words.queues.calm : <Longest since={since} />}
        {" · "}
        <span title={words.queues.agents(queue.agents_available)}>
          {words.queues.agentsShort(queue.agents_available)}
        </span>
      </span>
    </li>
  );
}

/** How many wait; where they are mails, the way to look through them (QUE-021). */
function Waiting({ queue, medium }: { queue: HeldQueue; medium: Medium }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { id, name, waiting } = queue;
  if (waiting === 0 || medium !== "email") {
    return (
      <span class="queue-waiting" data-some={waiting > 0}>
        {waiting > 0 ? words.queues.waiting(waiting) : ""}
      </span>
    );
  }
  return (
    <button
      type="button"
      class="queue-waiting-open"
      title={words.pending.show(waiting, name)}
      onClick={() => {
        desk.pending.open(id);
        desk.view.go("pending");
      }}
    >
      {words.queues.waiting(waiting)}
      <span class="unseen">, {name}</span>
    </button>
  );
}

function Longest({ since }: { since: number }) {
  const words = useDesk().words.value;
  const [before, after] = words.queues.longest("\u0000").split("\u0000");
  return (
    <span>
      {before}
      <ElapsedHere since={since} />
      {after}
    </span>
  );
}
