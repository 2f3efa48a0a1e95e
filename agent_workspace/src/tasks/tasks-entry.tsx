/** The way to the tasks, in the rail, with how many are late. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { RailPlace } from "~/rail/rail-place";

export function TasksEntry() {
  const desk = useDesk();
  const words = desk.words.value.tasks;
  const late = desk.customers.tasks.overdue();
  return (
    <RailPlace place="tasks" icon="check" title={words.title} letter="J">
      {late > 0 && (
        <span class="task-late figures" title={words.lateCount(late)}>
          <Icon name="warning" size="small" />
          {late}
          <span class="unseen">{words.late}</span>
        </span>
      )}
    </RailPlace>
  );
}
