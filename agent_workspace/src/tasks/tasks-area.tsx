/** The tasks area: mine, overdue, all; a search with more choices on demand; a new task. */

import type { Level, TaskStatus } from "@parley/wire";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { SearchField } from "~/design/search-field";
import { Segments } from "~/design/segments";
import { useDesk } from "~/desk/desk-context";
import { dayBounds } from "~/tasks/due";
import { NewTaskDialog } from "~/tasks/task-dialog";
import { TaskTable } from "~/tasks/task-table";

const LEVELS: readonly Level[] = ["low", "normal", "high", "urgent"];

export function TasksArea() {
  const desk = useDesk();
  const { tasks } = desk.customers;
  const words = desk.words.value.tasks;
  const found = tasks.found.value;
  const area = useRef<HTMLElement>(null);
  useEffect(() => {
    area.current?.focus();
    void tasks.look();
  }, []);
  return (
    <section class="cases tasks" ref={area} tabIndex={-1} aria-label={words.title}>
      <header class="cases-head">
        <h2 class="tasks-title">{words.title}</h2>
      </header>
      <div class="case-list scroll" role="region" tabIndex={0} aria-label={words.list}>
        <Filters />
        {tasks.failed.value && (
          <div class="case-warning" role="status">
            <Icon name="warning" size="small" />
            <span>{words.failed}</span>
            <button type="button" class="button small" onClick={() => void tasks.look()}>
              {words.refresh}
            </button>
          </div>
        )}
        {found === null ? (
          !tasks.failed.value && (
            <p class="case-note muted" role="status">
              {words.searching}
            </p>
          )
        ) : found.tasks.length === 0 ? (
          <Nothing />
        ) : (
          <>
            <TaskTable tasks={found.tasks} label={words.list} />
            {found.more && <p class="case-note muted">{words.more}</p>}
          </>
        )}
      </div>
    </section>
  );
}

function Nothing() {
  const desk = useDesk();
  const words = desk.words.value.tasks;
  const { whose, status, text, priority, dueFrom, dueUntil } = desk.customers.tasks.query.value;
  const narrowed = text.trim() !== "" || priority !== null || dueFrom !== null || dueUntil !== null;
  const plain = !narrowed && status !== "done";
  return (
    <div class="case-empty">
      <Icon name="check" size="large" />
      <p>{plain ? words.none[whose] : words.noneFound}</p>
    </div>
  );
}

function Filters() {
  const desk = useDesk();
  const { tasks } = desk.customers;
  const words = desk.words.value.tasks;
  const { whose, status, text, priority, dueFrom, dueUntil } = tasks.query.value;
  const [creating, setCreating] = useState(false);
  const [more, setMore] = useState(priority !== null || dueFrom !== null || dueUntil !== null);
  const found = tasks.found.value;
  return (
    <search class="case-filters">
      <SearchField
        text={text}
        words={words}
        onSearch={(sought) => void tasks.look({ text: sought })}
        onRefresh={() => void tasks.look()}
      />
      <Segments
        label={words.whose}
        options={[
          { id: "mine", name: words.mine },
          { id: "overdue", name: words.overdue },
          { id: "all", name: words.all },
        ]}
        chosen={whose}
        onChoose={(chosen) => void tasks.look({ whose: chosen })}
      />
      <Segments<TaskStatus | "any">
        label={words.status}
        options={[
          { id: "open", name: words.statuses.open },
          { id: "done", name: words.statuses.done },
          { id: "any", name: words.statuses.any },
        ]}
        chosen={status ?? "any"}
        onChoose={(chosen) => void tasks.look({ status: chosen === "any" ? null : chosen })}
      />
      <button
        type="button"
        class="small-choice"
        aria-pressed={more}
        onClick={() => {
          setMore(!more);
          if (more) void tasks.look({ priority: null, dueFrom: null, dueUntil: null });
        }}
      >
        {words.advanced}
      </button>
      <button type="button" class="button small" onClick={() => setCreating(true)}>
        <Icon name="plus" size="small" />
        {words.create}
      </button>
      {creating && <NewTaskDialog onClose={() => setCreating(false)} />}
      <span class="case-count muted figures" role="status">
        {found !== null && `${words.found(found.tasks.length)}${found.more ? " +" : ""}`}
      </span>
      {more && <Advanced />}
    </search>
  );
}

function Advanced() {
  const desk = useDesk();
  const { tasks } = desk.customers;
  const words = desk.words.value.tasks;
  const { priority } = tasks.query.value;
  const id = useId();
  return (
    <div class="task-advanced">
      <div class="field">
        <label for={`${id}-priority`}>{words.priority}</label>
        <select
          id={`${id}-priority`}
          class="input"
          value={priority ?? ""}
          onChange={(event) =>
            void tasks.look({ priority: (event.currentTarget.value || null) as Level | null })
          }
        >
          <option value="">{words.any}</option>
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {desk.words.value.cases.levels[level]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`${id}-from`}>{words.dueFrom}</label>
        <input
          id={`${id}-from`}
          class="input"
          type="date"
          onInput={(event) =>
            void tasks.look({ dueFrom: dayBounds(event.currentTarget.value)?.from ?? null })
          }
        />
      </div>
      <div class="field">
        <label for={`${id}-until`}>{words.dueUntil}</label>
        <input
          id={`${id}-until`}
          class="input"
          type="date"
          onInput={(event) =>
            void tasks.look({ dueUntil: dayBounds(event.currentTarget.value)?.until ?? null })
          }
        />
      </div>
    </div>
  );
}
