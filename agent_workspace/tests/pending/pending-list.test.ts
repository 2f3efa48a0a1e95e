import type { PendingEmail, PendingEmails } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { sorted } from "~/design/table-order";
import { PendingList } from "~/pending/pending-list";
import { type Column, LONGEST_FIRST, valueOf } from "~/pending/pending-order";
import type { DeskEvent } from "~/state/events";
import { Refusal } from "~/transport/refusal";
import { AT, queue } from "../kit";

function waiting(id: string, seconds: number, change: Partial<PendingEmail> = {}): PendingEmail {
  return {
    interaction_id: id,
    waited_seconds: seconds,
    case_number: `10${id}`,
    mailbox: "support",
    contact: "Customer",
    company: "",
    subject: `subject ${id}`,
    ...change,
  };
}

/** A queue whose list is served in pages of two. */
class Line {
  mails: PendingEmail[] = [];
  asked = 0;
  refusal: Refusal | null = null;

  list = async (_: string, after: string | null): Promise<PendingEmails> => {
    this.asked += 1;
    if (this.refusal !== null) throw this.refusal;
    const start = this.mails.findIndex((mail) => mail.interaction_id === after) + 1;
    const emails = this.mails.slice(start, start + 2);
    return { ok: true, emails, more: this.mails.length > start + 2 };
  };
}

function opened(line: Line): PendingList {
  return new PendingList({
    list: line.list,
    explain: () => undefined,
    now: () => AT,
  });
}

const ids = (list: PendingList) => list.mails.value?.map((mail) => mail.interaction_id);
const counts = (n: number): DeskEvent => ({
  type: "queues",
  payload: [queue({ id: "mail", waiting: n })],
  at: AT,
});

describe("the pending list of a queue (EPL-005)", () => {
  it("is read page by page, each mail once", async () => {
    const line = new Line();
    line.mails = [waiting("1", 30), waiting("2", 20), waiting("3", 10)];
    const list = opened(line);
    list.open("mail");
    await list.load();
    expect([ids(list), list.more.value]).toEqual([["1", "2"], true]);
    await list.loadMore();
    expect([ids(list), list.more.value]).toEqual([["1", "2", "3"], false]);
    expect(list.mails.value?.[0]?.since).toBe(AT - 30_000);
  });

  it("follows the queue's count, and asks for nothing while that stands", async () => {
    const line = new Line();
    line.mails = [waiting("1", 30)];
    const list = opened(line);
    list.open("mail");
    await list.load();
    list.follow(counts(1));
    expect(line.asked).toBe(1);
    line.mails = [];
    list.follow(counts(0));
    list.follow(counts(0));
    await Promise.resolve();
    expect([ids(list), line.asked]).toEqual([[], 2]);
  });

  it("lets go of a choice that has left the queue (EPL-007)", async () => {
    const line = new Line();
    line.mails = [waiting("1", 30), waiting("2", 20)];
    const list = opened(line);
    list.open("mail");
    await list.load();
    list.choose("1", true);
    list.choose("2", true);
    line.mails = [waiting("2", 20)];
    await list.load();
    expect([...list.chosen.value]).toEqual(["2"]);
  });

  it("says when it could not be read, until it can", async () => {
    const line = new Line();
    const list = opened(line);
    list.open("mail");
    line.refusal = new Refusal({ code: "status_not_allowed", message: "" });
    await list.load();
    expect(list.failed.value).toBe(true);
    line.refusal = null;
    await list.load();
    expect([list.failed.value, ids(list)]).toEqual([false, []]);
  });

  it("leaves nothing for whoever logs in next", async () => {
    const line = new Line();
    line.mails = [waiting("1", 30)];
    const list = opened(line);
    list.open("mail");
    await list.load();
    list.follow({ type: "link", link: { state: "signed_out", reason: "logged_out" }, at: AT });
    expect([list.mails.value, list.queueId.value]).toEqual([null, null]);
  });

  it.each<[Column, boolean, string[]]>([
    ["waited", true, ["1", "3", "2"]],
    ["case_number", false, ["1", "2", "3"]],
    ["mailbox", false, ["2", "1", "3"]],
    ["contact", false, ["3", "1", "2"]],
    ["company", true, ["3", "1", "2"]],
    ["subject", true, ["3", "2", "1"]],
  ])("is sorted by %s, backwards: %s (EPL-006)", async (by, backwards, order) => {
    const rows = [
      waiting("1", 30, { contact: "Émile", mailbox: "support" }),
      waiting("2", 10, { contact: "Zoé", mailbox: "billing" }),
      waiting("3", 20, { contact: "Ann", company: "Lamps" }),
    ].map((mail) => ({ ...mail, since: AT - mail.waited_seconds * 1_000 }));
    const by_column = sorted(rows, { by, backwards }, valueOf);
    expect(by_column.map((mail) => mail.interaction_id)).toEqual(order);
    expect(LONGEST_FIRST).toEqual({ by: "waited", backwards: true });
  });
});
