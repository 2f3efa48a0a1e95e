// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { BotDid, ChatState, FormReason, Party, PersonWhy, Sender, SystemNotice } from "./literals";

/** A file beside a message; `url` is signed and works for ten minutes. */
export interface Attachment {
  id: string;
  name: string;
  type: string;
  size_bytes: number;
  url: string;
}

/** One line of a chat; `seq` starts at 1 and has no gaps within the chat. */
export interface Message {
  id: string;
  chat_id: string;
  seq: number;
  from: Sender;
  name: string;
  html: string;
  text: string;
  at: string;
  client_id: string | null;
  notice: SystemNotice | null;
  asks: "contact" | "helped" | null;
  did: BotDid | null;
  because: PersonWhy | null;
  attachments: Attachment[];
}

/** The agent as the customer sees one: the display name alone. */
export interface ChatAgent {
  name: string;
}

/** The last `seq` each party has read; 0 for none. */
export interface ReadMarks {
  customer: number;
  agent: number;
}

/** A conversation as both parties see it; ignore one with a lower `rev`. */
export interface Chat {
  id: string;
  rev: number;
  state: ChatState;
  queue: string | null;
  position: number | null;
  estimated_wait_seconds: number | null;
  agent: ChatAgent | null;
  started_at: string;
  ended_at: string | null;
  end_reason: string | null;
  last_seq: number;
  read: ReadMarks;
  unread: number;
  last_customer_message_at: string | null;
  customer_connected: boolean;
  left_message: boolean;
  offer_form: FormReason | null;
  rating: number | null;
  transcript_sent: boolean;
}

/** Say something: plain `text` or allow-listed `html`, with or without attachments. */
export interface SendMessage {
  chat_id: string;
  client_id: string;
  text?: string | null;
  html?: string | null;
  attachments?: string[];
}

/** The message as stored; the same for every repetition of its `client_id`. */
export interface SentMessage {
  ok: true;
  message: Message;
}

/** Tell the other party that one is writing, or has stopped. */
export interface SetTyping {
  chat_id: string;
  typing: boolean;
}

/** The other party is writing, or has stopped. */
export interface Typing {
  chat_id: string;
  from: Sender;
  typing: boolean;
}

/** Everything up to `seq` has been seen. */
export interface MarkRead {
  chat_id: string;
  seq: number;
}

/** A party has seen everything up to `seq`. */
export interface Read {
  chat_id: string;
  seq: number;
  by: Party;
}

/** Ask for messages after or before a `seq`, oldest first. */
export interface ReadHistory {
  chat_id: string;
  after_seq?: number | null;
  before_seq?: number | null;
  limit?: number | null;
}

/** A page of messages in `seq` order; `more` says whether the page was cut. */
export interface History {
  ok: true;
  messages: Message[];
  more: boolean;
}
