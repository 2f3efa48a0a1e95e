/** Tasks over HTTP: find, promise, change. */

import type {
  ChangeTask,
  CreateTask,
  KeptTask,
  Level,
  Task,
  TaskList,
  TaskStatus,
} from "@parley/wire";
import { ask } from "~/transport/http";

export interface TaskQuery {
  readonly whose: "mine" | "overdue" | "all";
  readonly status: TaskStatus | null;
  readonly text: string;
  readonly priority: Level | null;
  /** Moments as the wire writes them, or null. */
  readonly dueFrom: string | null;
  readonly dueUntil: string | null;
}

/** Every method rejects with a `Refusal`. */
export class TaskRequests {
  constructor(private readonly token: () => string | null) {}

  find({ whose, status, text, priority, dueFrom, dueUntil }: TaskQuery): Promise<TaskList> {
    const query = new URLSearchParams();
    if (whose !== "all") query.set(whose, "1");
    if (status !== null) query.set("status", status);
    if (text.trim() !== "") query.set("q", text.trim());
    if (priority !== null) query.set("priority", priority);
    if (dueFrom !== null) query.set("due_from", dueFrom);
    if (dueUntil !== null) query.set("due_until", dueUntil);
    return this.ask("GET", `/api/v1/tasks?${query}`);
  }

  ofCase(caseId: string): Promise<TaskList> {
    return this.ask("GET", `/api/v1/tasks?${new URLSearchParams({ case: caseId })}`);
  }

  /** Repeating it with the same `id` promises nothing twice. */
  async create(task: CreateTask): Promise<Task> {
    return (await this.ask<KeptTask>("POST", "/api/v1/tasks", task)).task;
  }

  async change(id: string, change: ChangeTask): Promise<Task> {
    const path = `/api/v1/tasks/${encodeURIComponent(id)}`;
    return (await this.ask<KeptTask>("PATCH", path, change)).task;
  }

  private ask<Answer>(
    method: "GET" | "POST" | "PATCH",
    path: string,
    body?: object,
  ): Promise<Answer> {
    return ask({ method, path, token: this.token(), ...(body === undefined ? {} : { body }) });
  }
}
