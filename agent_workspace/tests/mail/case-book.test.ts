import type { Case, Interaction } from "@parley/wire";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CaseBook } from "~/mail/case-book";
import type { DeskEvent } from "~/state/events";
import { Refusal } from "~/transport/refusal";
import { interaction } from "../kit";
import { caseMail, caseRecord } from "./kit";

/** A gateway whose answers are given one by one, in any order. */
class Stage {
  readonly asked: ((answer: Case | Refusal) => void)[] = [];
  readonly explained: unknown[] = [];
  readonly book = new CaseBook({
    requests: {
      read: () => this.answer(),
      change: () => this.answer(),
      markSpam: () => this.answer(),
      unmarkSpam: () => this.answer(),
      merge: () => this.answer(),
      undoMerge: () => this.answer(),
      moveMail: () => this.answer(),
      resolve: async () => ({ ok: true, message_id: "out", state: "queued" }),
    },
    onAsk: () => () => undefined,
    explain: (error) => this.explained.push(error),
  });

  get record(): Case | null {
    return this.book.of("case").record;
  }

  private answer(): Promise<Case> {
    return new Promise((give, refuse) => {
      this.asked.push((answer) => (answer instanceof Refusal ? refuse(answer) : give(answer)));
    });
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const outgoing = caseMail({ id: "out", direction: "out", state: "queued" });
const RECORD = caseRecord({ mails: [caseMail(), outgoing] });
const told = (id: string): DeskEvent => ({
  type: "mail",
  payload: { message_id: id, case_id: "case", state: "failed", recipients: [] },
  at: 0,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function watched(): Promise<Stage> {
  const stage = new Stage();
  stage.book.watch("case");
  stage.asked[0]?.(RECORD);
  await settle();
  return stage;
}

describe("a case somebody looks at", () => {
  it("is read anew when something came, once more for all that came meanwhile", async () => {
    const stage = await watched();
    const came: DeskEvent = { type: "case", payload: { case_id: "case" }, at: 0 };
    for (let letter = 0; letter < 5; letter += 1) stage.book.follow(came);
    expect(stage.asked).toHaveLength(2);
    stage.asked[1]?.(RECORD);
    await settle();
    expect(stage.asked).toHaveLength(3);
    const last = caseRecord({ mails: [caseMail(), outgoing, caseMail({ id: "later" })] });
    stage.asked[2]?.(last);
    await settle();
    expect(stage.asked).toHaveLength(3);
    expect(stage.record?.mails.map(({ id }) => id)).toContain("later");
  });

  it("is left alone where nobody looks at it", async () => {
    const stage = await watched();
    stage.book.follow({ type: "case", payload: { case_id: "another" }, at: 0 });
    expect(stage.asked).toHaveLength(1);
  });

  it("shows at once how a mail that went out stands now", async () => {
    const stage = await watched();
    stage.book.follow(told("out"));
    expect(stage.record?.mails[1]?.state).toBe("failed");
    expect(stage.asked).toHaveLength(1);
  });

  it("is read anew when a mail is told of that it does not hold", async () => {
    const stage = await watched();
    stage.book.follow(told("another"));
    const mail = { ...interaction(), medium: "email", email: { id: "new" }, chat: undefined };
    const summary = { id: "case", number: "1042", subject: "", status: "open" };
    stage.book.follow({
      type: "interaction",
      payload: { ...mail, case: summary } as unknown as Interaction,
      at: 0,
    });
    expect(stage.asked).toHaveLength(3);
  });

  it("keeps the answer to the latest question, whichever comes last", async () => {
    const stage = await watched();
    void stage.book.refresh("case");
    void stage.book.change("case", { status: "closed" });
    stage.asked[2]?.(caseRecord({ status: "closed" }));
    await settle();
    stage.asked[1]?.(caseRecord({ status: "open" }));
    await settle();
    expect(stage.record?.status).toBe("closed");
  });

  it("stays in sight while it cannot be read, and says so", async () => {
    const stage = await watched();
    void stage.book.refresh("case");
    stage.asked[1]?.(Refusal.noConnection());
    await settle();
    expect(stage.book.of("case")).toEqual({ record: RECORD, problem: "unreachable" });
  });

  it("says when it is gone", async () => {
    const stage = await watched();
    void stage.book.refresh("case");
    stage.asked[1]?.(new Refusal({ code: "not_found", message: "" }));
    await settle();
    expect(stage.book.of("case")).toEqual({ record: null, problem: "gone" });
  });

  it("has its signed addresses renewed before they lapse, as long as it is looked at", async () => {
    const stage = new Stage();
    const leave = stage.book.watch("case");
    vi.advanceTimersByTime(9 * 60_000);
    expect(stage.asked).toHaveLength(2);
    leave();
    vi.advanceTimersByTime(60 * 60_000);
    expect(stage.asked).toHaveLength(2);
  });

  it("is forgotten when its agent leaves", async () => {
    const stage = await watched();
    const link = { state: "signed_out", reason: "logged_out" } as const;
    stage.book.follow({ type: "link", link, at: 0 });
    expect(stage.record).toBeNull();
  });

  it("tells why a change had no effect", async () => {
    const stage = await watched();
    const change = stage.book.change("case", { subject: "Another" });
    const refusal = new Refusal({ code: "forbidden", message: "" });
    stage.asked[1]?.(refusal);
    expect([await change, stage.explained]).toEqual([false, [refusal]]);
    expect(stage.record).toBe(RECORD);
  });
});
