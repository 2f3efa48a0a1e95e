/** The task board: the tasks one looks for, one's own that are late, and what is done with them. */

import type { ChangeTask, CreateTask, Task, TaskList } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import { Refusal } from "~/transport/refusal";
import type { TaskQuery, TaskRequests } from "~/transport/tasks";

const MINE: TaskQuery = {
  whose: "mine",
  status: "open",
  text: "",
  priority: null,
  dueFrom: null,
  dueUntil: null,
};

/** Colleagues may give one a task at any time. */
const LOOK_EVERY_MS = 5 * 60 * 1_000;
/** What a timer can count; what is due later than that is looked at again before. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface TaskBoardPorts {
  readonly requests: Pick<TaskRequests, "find" | "create" | "change">;
  /** A reminder that somebody asked for. */
  onDue(task: Task): void;
  explain(error: unknown): void;
  now(): number;
  later(act: () => void, ms: number): () => void;
}

export class TaskBoard {
  private readonly asked = signal<TaskQuery>(MINE);
  private readonly answer = signal<TaskList | null>(null);
  private readonly trouble = signal(false);
  private readonly own = signal<readonly Task[]>([]);
  private readonly moment = signal(0);
  private readonly reminded = new Set<string>();
  private timers: (() => void)[] = [];
  private turn = 0;
  private watching = 0;

  constructor(private readonly ports: TaskBoardPorts) {}

  get query(): ReadonlySignal<TaskQuery> {
    return this.asked;
  }

  /** Null until the first answer; then the last one, also while the next is on its way. */
  get found(): ReadonlySignal<TaskList | null> {
    return this.answer;
  }

  get failed(): ReadonlySignal<boolean> {
    return this.trouble;
  }

  /** How many of one's own tasks should be done by now. */
  overdue(): number {
    const now = Math.max(this.moment.value, this.ports.now());
    return this.own.value.filter((task) => isLate(task, now)).length;
  }

  async look(change: Partial<TaskQuery> = {}): Promise<void> {
    this.asked.value = { ...this.asked.value, ...change };
    const turn = ++this.turn;
    try {
      const found = await this.ports.requests.find(this.asked.peek());
      if (turn !== this.turn) return;
      this.answer.value = found;
      this.trouble.value = false;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (turn === this.turn) this.trouble.value = true;
    }
  }

  create(task: CreateTask): Promise<Task | null> {
    return this.attempt(() => this.ports.requests.create(task));
  }

  change(task: Task, change: Omit<ChangeTask, "rev">): Promise<Task | null> {
    return this.attempt(() => this.ports.requests.change(task.id, { rev: task.rev, ...change }));
  }

  /** Looks after one's own tasks from now on. */
  watch(): void {
    this.stop();
    void this.lookAfter(this.watching);
  }

  /** Nothing of one person's work stays. */
  forget(): void {
    this.stop();
    this.turn += 1;
    this.asked.value = MINE;
    this.answer.value = null;
    this.own.value = [];
    this.reminded.clear();
  }

  private stop(): void {
    this.watching += 1;
    for (const cancel of this.timers) cancel();
    this.timers = [];
  }

  private async lookAfter(watching: number): Promise<void> {
    try {
      const { tasks } = await this.ports.requests.find(MINE);
      if (watching !== this.watching) return;
      this.own.value = tasks;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (watching !== this.watching) return;
    }
    for (const task of this.own.peek()) this.remind(task);
    this.timers.push(this.ports.later(() => this.watch(), LOOK_EVERY_MS));
  }

  private remind(task: Task): void {
    if (task.due_at === null) return;
    const wait = Date.parse(task.due_at) - this.ports.now();
    if (wait > LONGEST_TIMER_MS) return;
    this.timers.push(
      this.ports.later(
        () => {
          this.moment.value = this.ports.now();
          const key = `${task.id} ${task.due_at}`;
          if (!task.reminder || this.reminded.has(key)) return;
          this.reminded.add(key);
          this.ports.onDue(task);
        },
        Math.max(0, wait),
      ),
    );
  }

  private async attempt(act: () => Promise<Task>): Promise<Task | null> {
    let task: Task | null = null;
    try {
      task = await act();
    } catch (error) {
      this.ports.explain(error);
    }
    // Whoever was too slow sees what the others have made of it.
    this.watch();
    await this.look();
    return task;
  }
}

export function isLate(task: Task, now: number): boolean {
  return task.status === "open" && task.due_at !== null && Date.parse(task.due_at) < now;
}
