/** The log shows days, notes and groups. */
import { expect, it } from "vitest";
import { type Row, rowsOf } from "../../src/session/rows";
import { type Thread, withMessages } from "../../src/session/thread";
import { chat, message, pending } from "../values";

const dayOf = (at: string) => at.slice(0, 10);
const thread = (
  over: Parameters<typeof chat>[0],
  ...messages: ReturnType<typeof message>[]
): Thread =>
  withMessages({ id: "chat", chat: chat(over), begunHere: false, messages: [] }, messages);
const outline = (rows: Row[]) =>
  rows.map((row) => (row.kind === "group" ? `${row.from} ${row.lines.length}` : row.kind));

it("groups neighbours of one author and breaks at a note, a new day and five minutes", () => {
  const at = (time: string) => ({ at: `2026-11-20T${time}Z` });
  const rows = rowsOf(
    thread(
      {},
      message(1, at("10:00:00")),
      message(2, at("10:04:00")),
      message(3, { ...at("10:05:00"), from: "customer" }),
      message(4, { ...at("10:05:10"), from: "system" }),
      message(5, { ...at("10:05:20"), from: "customer" }),
      message(6, { ...at("10:11:00"), from: "customer" }),
      message(7, { at: "2026-11-21T00:01:00Z", from: "customer" }),
    ),
    [],
    dayOf,
  );
  expect(outline(rows)).toEqual([
    "day",
    "agent 2",
    "customer 1",
    "note",
    "customer 1",
    "customer 1",
    "day",
    "customer 1",
  ]);
});

it("marks the last own message alone, as read once the other side has seen it", () => {
  const own = { from: "customer" as const };
  const marks = (agent: number) =>
    rowsOf(thread({ read: { customer: 0, agent } }, message(1, own), message(2, own)), [], dayOf)
      .flatMap((row) => (row.kind === "group" ? row.lines : []))
      .map((line) => (line.kind === "message" ? line.mark : line.kind));
  expect(marks(1)).toEqual([null, "sent"]);
  expect(marks(2)).toEqual([null, "read"]);
});

it("lets a pending message join its author's group and keep its key when it is confirmed", () => {
  const own = { from: "customer" as const, name: "Dana", at: "2026-11-20T10:00:30Z" };
  const waiting = rowsOf(
    thread({}, message(1, own)),
    [pending("a"), pending("b", { chat_id: "other" })],
    dayOf,
  );
  const keys = (rows: Row[]) =>
    rows.flatMap((row) => (row.kind === "group" ? row.lines.map(({ key }) => key) : []));
  expect(outline(waiting)).toEqual(["day", "customer 2"]);
  const confirmed = rowsOf(
    thread({}, message(1, own), message(2, { ...own, client_id: "a" })),
    [],
    dayOf,
  );
  expect(keys(confirmed)).toEqual(keys(waiting));
});

it("says that the chat has ended", () => {
  expect(outline(rowsOf(thread({ state: "ended" }, message(1)), [], dayOf))).toEqual([
    "day",
    "agent 1",
    "ended",
  ]);
});
