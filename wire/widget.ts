// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { Chat } from "./chat";
import type { FieldKind, FieldMode } from "./literals";

/** What a customer's client shows when it connects. */
export interface WidgetAuth {
  site: string;
  token?: string | null;
  identity?: string | null;
  since?: Record<string, number> | null;
  locale?: string;
  protocol?: number;
}

/** One question of the form before a chat. */
export interface PrechatField {
  key: string;
  label: string;
  kind: FieldKind;
  mode: FieldMode;
}

/** The form before a chat: the standard questions, then the site's own. */
export interface Prechat {
  name: FieldMode;
  email: FieldMode;
  account_number: FieldMode;
  case_number: FieldMode;
  fields: PrechatField[];
}

/** What the site's owner decided about the widget. */
export interface WidgetSettings {
  name: string;
  greeting: string;
  colour: string;
  consent: string | null;
  prechat: Prechat;
  max_message_chars: number;
  max_attachment_bytes: number;
  languages: string[];
  bot: boolean;
  open: boolean;
  opens_at: string | null;
  staffed: boolean;
  voice: boolean;
  callback: boolean;
  faq: boolean;
}

/** What the widget need not ask: it is known already. */
export interface Known {
  name: string;
  email: string;
  verified: boolean;
}

/** The first thing a customer hears after connecting; missed messages follow it. */
export interface Session {
  protocol: number;
  build: string;
  server_time: string;
  token: string;
  visitor_id: string;
  identity: "accepted" | "expired" | "invalid" | null;
  known: Known;
  chat: Chat | null;
  settings: WidgetSettings;
}

/** Ask for a conversation. */
export interface StartChat {
  client_id: string;
  name?: string | null;
  email?: string | null;
  account_number?: string | null;
  case_number?: string | null;
  fields?: Record<string, string | number | boolean | null> | null;
  message?: string | null;
  queue?: string | null;
}

/** The conversation; `existing` when this start, or an open chat, was already there. */
export interface StartedChat {
  ok: true;
  chat: Chat;
  existing: boolean;
}

/** Leave the conversation. */
export interface EndChat {
  chat_id: string;
}

/** Leave the answer bot for the queue. */
export interface AskForPerson {
  chat_id: string;
}

/** Say whether one of the bot's answers helped. */
export interface JudgeAnswer {
  chat_id: string;
  message_id: string;
  helped: boolean;
}

/** Say how good the conversation was, from 1 to 5. */
export interface RateChat {
  chat_id: string;
  score: number;
  comment?: string | null;
}

/** Have the conversation sent to one's own address, once. */
export interface SendTranscript {
  chat_id: string;
  email: string;
}

/** Leave a message when nobody can answer now; it becomes a queued item. */
export interface LeaveMessage {
  client_id: string;
  name: string;
  email: string;
  text: string;
}

/** Ask to be called, leave a voice message, or both. */
export interface RequestCallback {
  client_id: string;
  number?: string;
  name?: string | null;
  voice_id?: string | null;
}

/** It waits in its queue; asking again changes nothing. */
export interface RequestedCallback {
  ok: true;
  callback: boolean;
}
