/** A conversation: what this desk holds of one chat, ordered by `seq`. */

import type { Chat, Message } from "@parley/wire";

export interface Typing {
  name: string;
  /** Desk milliseconds after which the mark disappears unless refreshed. */
  until: number;
}

export interface Conversation {
  readonly chatId: string;
  /** Ascending by `seq`, no two alike; may have holes until history fills them. */
  readonly messages: readonly Message[];
  /** Desk milliseconds since when a number is missing, null when none is. */
  readonly holeSince: number | null;
  /** Whether older messages exist than the first one held. */
  readonly moreBefore: boolean;
  readonly loaded: boolean;
  readonly typing: Typing | null;
  readonly readByCustomer: number;
  readonly readByAgent: number;
  readonly lastSeq: number;
}

/** Six seconds: a typing mark that is not refreshed is stale by then (requirement G-11). */
export const TYPING_LIFETIME_MS = 6_000;

export function emptyConversation(chatId: string): Conversation {
  return {
    chatId,
    messages: [],
    holeSince: null,
    moreBefore: false,
    loaded: false,
    typing: null,
    readByCustomer: 0,
    readByAgent: 0,
    lastSeq: 0,
  };
}

/** The first `[after, before]` pair around missing numbers, or null when the log is whole. */
export function firstHole(conversation: Conversation): { after: number; before: number } | null {
  const { messages, lastSeq } = conversation;
  let previous: number | null = null;
  for (const message of messages) {
    if (previous !== null && message.seq > previous + 1) {
      return { after: previous, before: message.seq };
    }
    previous = message.seq;
  }
  if (!conversation.loaded) return null;
  const held = previous ?? 0;
  return lastSeq > held ? { after: held, before: lastSeq + 1 } : null;
}

/** Adds messages in any order, once each; the message's own author is no longer typing. */
export function receiveMessages(
  conversation: Conversation,
  incoming: readonly Message[],
  at: number,
): Conversation {
  const bySeq = new Map(conversation.messages.map((message) => [message.seq, message]));
  for (const message of incoming) bySeq.set(message.seq, message);
  const messages = [...bySeq.values()].sort((one, other) => one.seq - other.seq);
  const last = messages.at(-1)?.seq ?? 0;
  const fromCustomer = incoming.some((message) => message.from === "customer");
  return withHoleNoted(
    {
      ...conversation,
      messages,
      lastSeq: Math.max(conversation.lastSeq, last),
      typing: fromCustomer ? null : conversation.typing,
    },
    at,
  );
}

/** Takes a page of older or missing history. */
export function receiveHistory(
  conversation: Conversation,
  page: { messages: readonly Message[]; more: boolean; direction: "before" | "after" },
  at: number,
): Conversation {
  // A hole the page did not fill is waited for anew, not asked for in a loop.
  const merged = receiveMessages(
    { ...conversation, loaded: true, holeSince: null },
    page.messages,
    at,
  );
  return page.direction === "before" ? { ...merged, moreBefore: page.more } : merged;
}

/** Takes the chat's own counters; marks only ever rise. */
export function receiveChat(conversation: Conversation, chat: Chat, at: number): Conversation {
  return withHoleNoted(
    {
      ...conversation,
      lastSeq: Math.max(conversation.lastSeq, chat.last_seq),
      readByCustomer: Math.max(conversation.readByCustomer, chat.read.customer),
      readByAgent: Math.max(conversation.readByAgent, chat.read.agent),
      typing: chat.state === "ended" ? null : conversation.typing,
    },
    at,
  );
}

export function receiveRead(conversation: Conversation, by: string, seq: number): Conversation {
  return by === "customer"
    ? { ...conversation, readByCustomer: Math.max(conversation.readByCustomer, seq) }
    : { ...conversation, readByAgent: Math.max(conversation.readByAgent, seq) };
}

export function receiveTyping(
  conversation: Conversation,
  name: string,
  typing: boolean,
  at: number,
): Conversation {
  return { ...conversation, typing: typing ? { name, until: at + TYPING_LIFETIME_MS } : null };
}

/** The customer's messages the agent has not seen; 0 once the mark has reached the last. */
export function unreadCount(conversation: Conversation): number {
  let count = 0;
  for (const message of conversation.messages) {
    if (message.from === "customer" && message.seq > conversation.readByAgent) count += 1;
  }
  return count;
}

/** The time of the customer's first word nobody has answered yet, or null. */
export function unansweredSince(conversation: Conversation): string | null {
  let since: string | null = null;
  for (const message of conversation.messages) {
    if (message.from === "agent") since = null;
    else if (message.from === "customer" && since === null) since = message.at;
  }
  return since;
}

export function lastCustomerWord(conversation: Conversation): Message | null {
  return conversation.messages.findLast((message) => message.from === "customer") ?? null;
}

function withHoleNoted(conversation: Conversation, at: number): Conversation {
  const hole = firstHole(conversation);
  if (hole === null) return { ...conversation, holeSince: null };
  return { ...conversation, holeSince: conversation.holeSince ?? at };
}
