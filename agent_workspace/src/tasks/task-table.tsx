/** A table of tasks: each can be finished or opened again in place. */

import type { Task } from "@parley/wire";
import { useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { isLate } from "~/tasks/task-board";
import { TaskDialog } from "~/tasks/task-dialog";
import { shortMoment, timeOfDay } from "~/words/calendar";

export function TaskTable(props: {
  tasks: readonly Task[];
  label: string;
  onChanged?: () => void;
}) {
  const desk = useDesk();
  const words = desk.words.value.tasks;
  const [editing, setEditing] = useState<Task | null>(null);
  return (
    <>
      <table class="case-table task-table">
        <caption class="unseen">{props.label}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{words.done}</span>
            </th>
            <th scope="col">{words.name}</th>
            <th scope="col" data-column="about">
              {words.about}
            </th>
            <th scope="col" data-column="owner">
              {words.owner}
            </th>
            <th scope="col">{words.due}</th>
          </tr>
        </thead>
        <tbody>
          {props.tasks.map((task) => (
            <Row
              key={task.id}
              task={task}
              onEdit={() => setEditing(task)}
              onChanged={props.onChanged}
            />
          ))}
        </tbody>
      </table>
      {editing !== null && (
        <TaskDialog
          task={editing}
          {...(props.onChanged === undefined ? {} : { onDone: props.onChanged })}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function Row(props: { task: Task; onEdit: () => void; onChanged: (() => void) | undefined }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { task } = props;
  const done = task.status === "done";
  const about = [
    task.case === null ? "" : words.cases.numbered(task.case.number),
    task.customer?.name ?? "",
  ]
    .filter(Boolean)
    .join(" · ");
  const owner = task.owner?.name ?? words.tasks.anybody;
  return (
    <tr data-done={done}>
      <td class="task-mark">
        <button
          type="button"
          class="task-done"
          aria-pressed={done}
          aria-label={done ? words.tasks.reopen(task.title) : words.tasks.finish(task.title)}
          title={done ? words.tasks.reopenHint : words.tasks.finishHint}
          onClick={async () => {
            await desk.customers.tasks.change(task, { status: done ? "open" : "done" });
            props.onChanged?.();
          }}
        >
          {done && <Icon name="check" size="small" />}
        </button>
      </td>
      <td data-column="subject">
        <button type="button" class="case-open" onClick={props.onEdit}>
          {task.title}
        </button>
        {task.priority !== "normal" && (
          <span class="chip" data-level={task.priority}>
            {words.cases.levels[task.priority]}
          </span>
        )}
        <span class="case-under clip muted">{[about, owner].filter(Boolean).join(" · ")}</span>
      </td>
      <td data-column="about">{about}</td>
      <td data-column="owner" class={task.owner === null ? "muted" : undefined}>
        {owner}
      </td>
      <td>
        <Due task={task} />
      </td>
    </tr>
  );
}

function Due({ task }: { task: Task }) {
  const desk = useDesk();
  const words = desk.words.value.tasks;
  const now = desk.clock.exact();
  const { due_at, reminder } = task;
  if (due_at === null) return <span class="muted">{words.noDue}</span>;
  const late = isLate(task, now);
  const day = shortMoment(due_at, now, desk.locale.value);
  const time = timeOfDay(due_at, desk.locale.value);
  return (
    <span class="task-due" data-late={late}>
      {late && <Icon name="warning" size="small" />}
      <time dateTime={due_at}>{day === time ? time : `${day}, ${time}`}</time>
      {late && <span class="unseen">{words.late}</span>}
      {reminder && (
        <span title={words.reminder}>
          <Icon name="clock" size="small" />
          <span class="unseen">{words.reminder}</span>
        </span>
      )}
    </span>
  );
}
