/** The targets of a transfer: queues with their figures, colleagues with their status. */

import type { Status, TransferTargets } from "@parley/wire";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { matches } from "~/design/matching";
import { StatusMark } from "~/design/status-mark";
import { useDesk } from "~/desk/desk-context";
import { coarse } from "~/words/durations";

export interface Target {
  readonly kind: "queue" | "agent";
  readonly id: string;
  readonly name: string;
  readonly attended: boolean;
  readonly allowed: boolean;
  readonly whyNot: string | null;
  readonly waiting: number;
  readonly longestSeconds: number | null;
  readonly agents: number;
  readonly status: Status | null;
}

export function targetsOf(targets: TransferTargets): Target[] {
  return [
    ...targets.queues.map((queue) => ({
      kind: "queue" as const,
      id: queue.id,
      name: queue.name,
      attended: queue.attended,
      allowed: true,
      whyNot: null,
      waiting: queue.waiting,
      longestSeconds: queue.longest_wait_seconds,
      agents: queue.agents_available,
      status: null,
    })),
    ...targets.agents.map((agent) => ({
      kind: "agent" as const,
      id: agent.id,
      name: agent.name,
      attended: true,
      allowed: agent.allowed,
      whyNot: agent.why_not,
      waiting: 0,
      longestSeconds: null,
      agents: 0,
      status: agent.status as Status,
    })),
  ];
}

export function TargetList(props: {
  targets: readonly Target[];
  chosen: Target | null;
  onChoose: (target: Target) => void;
}) {
  const words = useDesk().words.value;
  const [text, setText] = useState("");
  const found = props.targets.filter((target) => matches(target.name, text));
  const group = useId();
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.focus(), []);

  return (
    <div class="targets">
      <input
        ref={field}
        class="input"
        type="search"
        aria-label={words.transfer.search}
        placeholder={words.transfer.search}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="target-scroll scroll">
        {(["queue", "agent"] as const).map((kind) => {
          const members = found.filter((target) => target.kind === kind);
          if (members.length === 0) return null;
          return (
            <fieldset key={kind}>
              <legend>{kind === "queue" ? words.transfer.queues : words.transfer.agents}</legend>
              {members.map((target) => (
                <label key={target.id} class="target" data-disabled={!target.allowed}>
                  <input
                    type="radio"
                    name={group}
                    disabled={!target.allowed}
                    checked={props.chosen?.kind === kind && props.chosen.id === target.id}
                    onChange={() => props.onChoose(target)}
                  />
                  {target.status !== null && <StatusMark status={target.status} />}
                  <span class="clip target-name">{target.name}</span>
                  <TargetDetail target={target} />
                </label>
              ))}
            </fieldset>
          );
        })}
        {found.length === 0 && <p class="muted">{words.nothingFound}</p>}
      </div>
    </div>
  );
}

function TargetDetail({ target }: { target: Target }) {
  const words = useDesk().words.value;
  if (target.kind === "agent") {
    const status = target.status === null ? "" : words.statuses[target.status];
    return <span class="muted">{target.whyNot ?? status}</span>;
  }
  return (
    <span class="muted figures">
      {target.waiting > 0 ? words.transfer.waiting(target.waiting) : words.queues.calm}
      {target.longestSeconds !== null && target.waiting > 0 && (
        <> · {words.queues.longest(coarse(target.longestSeconds, words.units))}</>
      )}
      {" · "}
      {target.attended ? (
        words.queues.agentsShort(target.agents)
      ) : (
        <span class="target-unattended">{words.transfer.unattended}</span>
      )}
    </span>
  );
}
