/** The log as the reader sees it: day marks, notes, and messages grouped by who said them. */
import type { Chat, Message, Sender } from "@parley/wire";
import type { Pending } from "./state";
import type { Thread } from "./thread";

/** Milliseconds between two messages of one author that still belong together. */
const TOGETHER = 5 * 60_000;

export type Line =
  | { kind: "message"; key: string; message: Message; mark: "sent" | "read" | null }
  | { kind: "pending"; key: string; pending: Pending };

export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "note"; key: string; message: Message }
  | { kind: "ended"; key: string; chat: Chat }
  | { kind: "group"; key: string; from: Sender; name: string; at: string; lines: Line[] };

/** Rows of one thread, with the messages of it that are still on their way. */
export function rowsOf(
  thread: Thread,
  pending: readonly Pending[],
  dayOf: (at: string) => string,
): Row[] {
  const rows: Row[] = [];
  let day = "";
  let group: (Row & { kind: "group" }) | null = null;
  let last = 0;

  const openDay = (at: string): void => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    group = null;
    rows.push({ kind: "day", key: `day ${at}`, at });
  };
  const add = (line: Line, from: Sender, name: string, at: string): void => {
    openDay(at);
    const moment = Date.parse(at);
    if (!group || group.from !== from || group.name !== name || moment - last > TOGETHER) {
      group = { kind: "group", key: `group ${line.key}`, from, name, at, lines: [] };
      rows.push(group);
    }
    group.lines.push(line);
    last = moment;
  };

  const ownLast = thread.messages.findLast(({ from }) => from === "customer")?.seq;
  const readUpTo = thread.chat?.read.agent ?? 0;
  for (const message of thread.messages) {
    if (message.from === "system") {
      openDay(message.at);
      group = null;
      rows.push({ kind: "note", key: message.id, message });
      continue;
    }
    const mark = message.seq === ownLast ? (message.seq <= readUpTo ? "read" : "sent") : null;
    // The key stays when a pending message is confirmed: the bubble must not be built anew.
    const key = message.client_id ?? message.id;
    add({ kind: "message", key, message, mark }, message.from, message.name, message.at);
  }
  for (const entry of pending) {
    if (entry.chat_id !== thread.id) continue;
    add(
      { kind: "pending", key: entry.client_id, pending: entry },
      "customer",
      ownName(thread),
      entry.at,
    );
  }
  if (thread.chat?.state === "ended")
    rows.push({ kind: "ended", key: `ended ${thread.id}`, chat: thread.chat });
  return rows;
}

/** The name the gateway gave the customer in this thread, so that a pending message joins its group. */
function ownName({ messages }: Thread): string {
  return messages.findLast(({ from }) => from === "customer")?.name ?? "";
}
