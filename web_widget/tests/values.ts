/** Values of the wire for the tests: whole by default, different where a test says so. */
import type { Chat, Message, Session } from "@parley/wire";
import { reduce } from "../src/session/reduce";
import { type Action, initialState, type Pending, type State } from "../src/session/state";

export const chat = (over: Partial<Chat> = {}): Chat => ({
  id: "chat",
  rev: 1,
  state: "active",
  queue: "web",
  position: null,
  estimated_wait_seconds: null,
  agent: { name: "Alice" },
  started_at: "2026-11-20T10:00:00Z",
  ended_at: null,
  end_reason: null,
  last_seq: 0,
  read: { customer: 0, agent: 0 },
  unread: 0,
  last_customer_message_at: null,
  customer_connected: true,
  left_message: false,
  offer_form: null,
  rating: null,
  transcript_sent: false,
  ...over,
});

export const message = (seq: number, over: Partial<Message> = {}): Message => ({
  id: `chat.${seq}`,
  chat_id: "chat",
  seq,
  from: "agent",
  name: "Alice",
  html: `<p>${seq}</p>`,
  text: String(seq),
  at: `2026-11-20T10:00:${String(seq).padStart(2, "0")}Z`,
  client_id: null,
  notice: null,
  asks: null,
  did: null,
  because: null,
  attachments: [],
  ...over,
});

export const session = (over: Partial<Session> = {}): Session => ({
  protocol: 1,
  build: "test",
  server_time: "2026-11-20T10:00:00Z",
  token: "token",
  visitor_id: "visitor",
  identity: null,
  known: { name: "", email: "", verified: false },
  chat: null,
  settings: {
    name: "Shop",
    greeting: "",
    colour: "#0c6b65",
    consent: null,
    prechat: {
      name: "require",
      email: "allow",
      account_number: "off",
      case_number: "off",
      fields: [],
    },
    max_message_chars: 5000,
    max_attachment_bytes: 1_000_000,
    languages: ["en", "fr"],
    bot: false,
    open: true,
    opens_at: null,
    staffed: true,
    voice: false,
    callback: false,
    faq: false,
  },
  ...over,
});

export const pending = (clientId: string, over: Partial<Pending> = {}): Pending => ({
  client_id: clientId,
  chat_id: "chat",
  text: clientId,
  attachments: [],
  at: "2026-11-20T10:01:00Z",
  state: "queued",
  error: null,
  ...over,
});

/** The state after these happenings. */
export const after = (...actions: Action[]): State => actions.reduce(reduce, initialState);

export const arrived = (...messages: Message[]): Action => ({
  type: "messages",
  chat_id: "chat",
  messages,
});

/** A Storage as browsers have it: own keys are the stored ones. */
export function storage(): Storage {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return Object.hasOwn(this, key) ? (this[key] as string) : null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  };
  return Object.create(methods) as Storage;
}
