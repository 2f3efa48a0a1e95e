/** Grouping: messages by day, and within a day by author, the way people read a log. */

import type { Message } from "@parley/wire";
import { dayKey } from "~/words/calendar";

export interface MessageGroup {
  readonly key: string;
  readonly from: Message["from"];
  readonly name: string;
  readonly messages: readonly Message[];
}

export interface DayOfMessages {
  readonly day: string;
  readonly at: string;
  readonly groups: readonly MessageGroup[];
}

/** A pause longer than this begins a new group, so that each group's time means something. */
const PAUSE_MS = 5 * 60 * 1_000;

export function groupByDay(messages: readonly Message[]): DayOfMessages[] {
  const days: { day: string; at: string; groups: (MessageGroup & { messages: Message[] })[] }[] =
    [];
  let previous: Message | undefined;
  for (const message of messages) {
    const day = dayKey(message.at);
    let current = days.at(-1);
    if (current?.day !== day) {
      current = { day, at: message.at, groups: [] };
      days.push(current);
      previous = undefined;
    }
    const group = current.groups.at(-1);
    if (group !== undefined && previous !== undefined && belongs(message, previous)) {
      group.messages.push(message);
    } else {
      current.groups.push({
        key: String(message.seq),
        from: message.from,
        name: message.name,
        messages: [message],
      });
    }
    previous = message;
  }
  return days;
}

function belongs(message: Message, previous: Message): boolean {
  return (
    message.from === previous.from &&
    message.name === previous.name &&
    message.from !== "system" &&
    Date.parse(message.at) - Date.parse(previous.at) < PAUSE_MS
  );
}
