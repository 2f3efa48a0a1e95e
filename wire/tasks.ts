// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { AgentName } from "./interaction";
import type { Level, TaskStatus } from "./literals";

/** The case a task is about. */
export interface TaskCase {
  id: string;
  number: string;
}

/** The customer a task is about. */
export interface TaskCustomer {
  id: string;
  name: string;
}

/** A task; `rev` rises with every change. */
export interface Task {
  id: string;
  number: string;
  rev: number;
  title: string;
  description: string;
  status: TaskStatus;
  priority: Level;
  due_at: string | null;
  overdue: boolean;
  reminder: boolean;
  owner: AgentName | null;
  case: TaskCase | null;
  customer: TaskCustomer | null;
  created_by: AgentName | null;
  created_at: string;
  changed_at: string;
  done_at: string | null;
}

/** Tasks found: open ones first, those due first in front. */
export interface TaskList {
  ok: true;
  tasks: Task[];
  more: boolean;
}

/** A task as it is kept. */
export interface KeptTask {
  ok: true;
  task: Task;
}

/** Promise something; the same `id` again finds what was promised. Without `owner`: oneself. */
export interface CreateTask {
  id: string;
  title: string;
  description: string;
  priority: Level;
  due_at: string | null;
  reminder: boolean;
  owner?: string | null;
  case_id: string | null;
  customer_id: string | null;
}

/** Change what is named of a task; `rev` is the one last seen. */
export interface ChangeTask {
  rev: number;
  title?: string;
  description?: string;
  status?: TaskStatus;
  priority?: Level;
  due_at?: string | null;
  reminder?: boolean;
  owner?: string | null;
}
