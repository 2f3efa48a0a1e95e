/** The tasks of a case: what was promised in it, and a way to promise more (CRM-005). */

import type { Case, Task } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { NewTaskDialog } from "~/tasks/task-dialog";
import { TaskTable } from "~/tasks/task-table";
import { Refusal } from "~/transport/refusal";

export function CaseTasks({ record }: { record: Case }) {
  const desk = useDesk();
  const words = desk.words.value.tasks;
  const [tasks, setTasks] = useState<readonly Task[]>([]);
  const [creating, setCreating] = useState(false);
  const look = async () => {
    try {
      setTasks((await desk.customers.taskRequests.ofCase(record.id)).tasks);
    } catch (error) {
      // The case itself tells when nothing can be loaded.
      if (!(error instanceof Refusal)) throw error;
    }
  };
  useEffect(() => void look(), [record.id]);
  return (
    <>
      <button type="button" class="button quiet small" onClick={() => setCreating(true)}>
        <Icon name="plus" size="small" />
        {words.create}
      </button>
      {tasks.length > 0 && (
        <div class="case-tasks">
          <TaskTable tasks={tasks} label={words.title} onChanged={() => void look()} />
        </div>
      )}
      {creating && (
        <NewTaskDialog
          about={{
            case: { id: record.id, number: record.number },
            customer: { id: record.customer.id, name: record.customer.name },
          }}
          onDone={() => void look()}
          onClose={() => setCreating(false)}
        />
      )}
    </>
  );
}
