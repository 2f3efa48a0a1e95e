/** The way to the tasks, in the rail, with how many are late. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function TasksEntry() {
  const desk = useDesk();
  const words = desk.words.value.tasks;
  const here = desk.view.place.value === "tasks";
  const late = desk.customers.tasks.overdue();
  return (
    <button
      type="button"
      class="rail-place"
      aria-current={here ? "page" : undefined}
      aria-keyshortcuts="Alt+J"
      onClick={() => desk.view.go("tasks")}
    >
      <Icon name="check" />
      <span>{words.title}</span>
      {late > 0 && (
        <span class="task-late figures" title={words.lateCount(late)}>
          <Icon name="warning" size="small" />
          {late}
          <span class="unseen">{words.late}</span>
        </span>
      )}
      <span class="keys" aria-hidden="true">
        Alt J
      </span>
    </button>
  );
}
