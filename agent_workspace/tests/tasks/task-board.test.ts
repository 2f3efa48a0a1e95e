import type { Task, TaskList } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { dayBounds, localField, momentOf } from "~/tasks/due";
import { TaskBoard } from "~/tasks/task-board";
import { Refusal } from "~/transport/refusal";
import type { TaskQuery } from "~/transport/tasks";

const NOON = Date.parse("2026-03-02T12:00:00Z");
const HOUR = 3_600_000;

function task(id: string, change: Partial<Task> = {}): Task {
  return {
    id,
    number: "101",
    rev: 1,
    title: id,
    description: "",
    status: "open",
    priority: "normal",
    due_at: null,
    overdue: false,
    reminder: false,
    owner: null,
    case: null,
    customer: null,
    created_by: null,
    created_at: "2026-03-02T09:00:00.000Z",
    changed_at: "2026-03-02T09:00:00.000Z",
    done_at: null,
    ...change,
  };
}

const at = (ms: number) => new Date(ms).toISOString();

class World {
  now = NOON;
  tasks: Task[] = [];
  refuses: Refusal | null = null;
  readonly queries: TaskQuery[] = [];
  readonly due: string[] = [];
  readonly told: unknown[] = [];
  private timers: { at: number; act: () => void }[] = [];

  readonly board = new TaskBoard({
    requests: {
      find: async (query): Promise<TaskList> => {
        this.queries.push(query);
        return { ok: true, tasks: this.tasks, more: false };
      },
      create: async () => this.answer(),
      change: async () => this.answer(),
    },
    onDue: ({ id }) => this.due.push(id),
    explain: (error) => this.told.push(error),
    now: () => this.now,
    later: (act, ms) => {
      const timer = { at: this.now + ms, act };
      this.timers.push(timer);
      return () => {
        this.timers = this.timers.filter((one) => one !== timer);
      };
    },
  });

  async watch(): Promise<void> {
    this.board.watch();
    await new Promise((resolve) => setTimeout(resolve));
  }

  pass(ms: number): void {
    this.now += ms;
    for (const timer of this.timers.filter((one) => one.at <= this.now)) {
      this.timers = this.timers.filter((one) => one !== timer);
      timer.act();
    }
  }

  private answer(): Task {
    if (this.refuses !== null) throw this.refuses;
    return task("a");
  }
}

describe("one's own tasks (CRM-005, CRM-024)", () => {
  it("remind of what is due, once, where that was asked for", async () => {
    const world = new World();
    world.tasks = [
      task("now", { due_at: at(NOON - HOUR), reminder: true }),
      task("soon", { due_at: at(NOON + 60_000), reminder: true }),
      task("silent", { due_at: at(NOON + 60_000) }),
      task("whenever", { reminder: true }),
    ];
    await world.watch();
    world.pass(0);
    expect(world.due).toEqual(["now"]);
    world.pass(60_000);
    expect(world.due).toEqual(["now", "soon"]);
    await world.watch();
    world.pass(0);
    expect(world.due).toEqual(["now", "soon"]);
  });

  it("are counted once they are late", async () => {
    const world = new World();
    world.tasks = [task("a", { due_at: at(NOON + 1_000) }), task("b", { due_at: at(NOON - 1) })];
    await world.watch();
    expect(world.board.overdue()).toBe(1);
    world.pass(1_001);
    expect(world.board.overdue()).toBe(2);
  });

  it("are nobody's after the log-out", async () => {
    const world = new World();
    world.tasks = [task("a", { due_at: at(NOON + 1), reminder: true })];
    await world.watch();
    world.board.forget();
    world.pass(HOUR);
    expect([world.board.overdue(), world.due]).toEqual([0, []]);
  });
});

describe("the list of tasks (CRM-005)", () => {
  it("begins with one's own open ones, and keeps what was chosen", async () => {
    const world = new World();
    await world.board.look();
    await world.board.look({ whose: "all", status: "done" });
    expect(world.queries.map(({ whose, status }) => [whose, status])).toEqual([
      ["mine", "open"],
      ["all", "done"],
    ]);
  });

  it("is read anew after a change, refused ones included", async () => {
    const world = new World();
    world.refuses = new Refusal({ code: "conflict", message: "" });
    expect(await world.board.change(task("a"), { status: "done" })).toBeNull();
    expect(world.told).toEqual([world.refuses]);
    expect(world.queries.length).toBeGreaterThan(1);
  });
});

describe("a due moment", () => {
  it("goes into a field of local time and back", () => {
    const moment = at(NOON);
    expect(momentOf(localField(moment))).toBe(moment);
    expect([localField(null), momentOf(""), momentOf("soon")]).toEqual(["", null, null]);
  });

  it("lies in a day, which ends where the next begins", () => {
    const bounds = dayBounds("2026-03-29");
    expect(bounds?.until).toBe(dayBounds("2026-03-30")?.from);
    expect(dayBounds("")).toBeNull();
  });
});
