/** One chat with the part of its messages this browser holds, ordered by `seq`. */
import type { Chat, Message } from "@parley/wire";

export interface Thread {
  /** Null for an earlier chat of which only the id was kept. */
  chat: Chat | null;
  id: string;
  /** It began before this page's eyes: then nothing of it is an older page, and the first message may be late too. */
  begunHere: boolean;
  messages: readonly Message[];
}

/** Adds messages that may come twice or out of order; a later copy replaces an earlier one (its links are fresher). */
export function withMessages(thread: Thread, news: readonly Message[]): Thread {
  const bySeq = new Map(thread.messages.map((message) => [message.seq, message]));
  for (const message of news) {
    // Only the sender's own copy names the client id: keep it when a copy without one follows.
    const client_id = message.client_id ?? bySeq.get(message.seq)?.client_id ?? null;
    bySeq.set(message.seq, { ...message, client_id });
  }
  return { ...thread, messages: [...bySeq.values()].sort((a, b) => a.seq - b.seq) };
}

/** Takes a newer state of the chat; one with a lower `rev` is out of date and ignored. */
export function withChat(thread: Thread, chat: Chat): Thread {
  return thread.chat && chat.rev < thread.chat.rev ? thread : { ...thread, chat };
}

/** Highest `seq` this browser knows to exist. */
export function lastKnown({ chat, messages }: Thread): number {
  return Math.max(chat?.last_seq ?? 0, messages.at(-1)?.seq ?? 0);
}

/** Whether there is anything to send a copy of, and none was sent yet. */
export function canBeCopied(thread: Thread): boolean {
  return lastKnown(thread) > 0 && !thread.chat?.transcript_sent;
}

/** The `seq` after which messages are missing, or null. Older pages not asked for yet are no hole. */
export function holeAfter(thread: Thread): number | null {
  const first = thread.messages[0];
  if (!first) return lastKnown(thread) > 0 ? 0 : null;
  let expected = thread.begunHere ? 1 : first.seq;
  for (const { seq } of thread.messages) {
    if (seq !== expected) return expected - 1;
    expected += 1;
  }
  return expected <= lastKnown(thread) ? expected - 1 : null;
}

/** The last `seq` up to which nothing is missing: what `since` tells the gateway. */
export function contiguousUpTo(thread: Thread): number {
  return holeAfter(thread) ?? lastKnown(thread);
}

/** Whether messages before the first one shown can be asked for. */
export function hasEarlier({ messages }: Thread): boolean {
  return (messages[0]?.seq ?? 1) > 1;
}
