/** Values to test with: one of each thing the wire carries, to be bent by each test. */

import type {
  AgentSelf,
  Chat,
  Handling,
  Interaction,
  Message,
  Offer,
  Queue,
  Snapshot,
} from "@parley/wire";
import { type DeskState, initialState } from "~/state/desk-state";
import type { DeskEvent } from "~/state/events";
import { reduce } from "~/state/reduce";

export const AT = Date.parse("2026-03-02T09:00:00Z");

export function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    chat_id: "chat",
    seq,
    from: "customer",
    name: "Customer",
    html: `text ${seq}`,
    text: `text ${seq}`,
    at: new Date(AT + seq * 1_000).toISOString(),
    client_id: null,
    attachments: [],
    notice: null,
    asks: null,
    did: null,
    because: null,
    ...change,
  };
}

export function chat(change: Partial<Chat> = {}): Chat {
  return {
    id: "chat",
    rev: 1,
    state: "active",
    queue: "web",
    position: null,
    estimated_wait_seconds: null,
    agent: { name: "Agent" },
    started_at: new Date(AT).toISOString(),
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
    ...change,
  };
}

export function handling(change: Partial<Handling> = {}): Handling {
  return {
    id: "handling",
    interaction_id: "interaction",
    agent: { id: "me", name: "Agent" },
    state: "active",
    accepted_at: new Date(AT).toISOString(),
    ended_at: null,
    wrap_up_ends_at: null,
    codes: [],
    tags: [],
    notes: "",
    outcome: null,
    ...change,
  };
}

export function interaction(change: Partial<Interaction> = {}): Interaction {
  return {
    id: "interaction",
    rev: 1,
    medium: "chat",
    queue: { id: "web", name: "web" },
    state: "active",
    direction: "inbound",
    enqueued_at: new Date(AT).toISOString(),
    waited_seconds: 12,
    ended_at: null,
    handling: handling(),
    actions: ["end"],
    journey: [],
    code_lists: [],
    customer: { id: null, name: "Customer", email: "", ip: "", verified: false },
    case: null,
    screen_pop: null,
    auto_log: null,
    prechat: [],
    chat: chat(),
    ...change,
  };
}

export function offer(change: Partial<Offer> = {}): Offer {
  return {
    id: "offer",
    interaction: interaction({ handling: null, state: "offered" }),
    expires_at: new Date(AT + 30_000).toISOString(),
    can_reject: true,
    transferred: null,
    ...change,
  };
}

export function queue(change: Partial<Queue> = {}): Queue {
  const whole: Omit<Queue, "lines"> = {
    id: "web",
    name: "web",
    media: ["chat"],
    enabled: true,
    waiting: 0,
    longest_wait_seconds: null,
    agents_available: 1,
    open: true,
    ...change,
  };
  const { waiting, longest_wait_seconds } = whole;
  const lines = whole.media.map((medium) => ({ medium, waiting, longest_wait_seconds }));
  return { lines, ...whole };
}

export const ME: AgentSelf = {
  id: "me",
  username: "me",
  name: "Agent",
  display_name: "Agent",
  group: null,
  role: "agent",
  max_chats: 6,
  status: "on_break",
  since: new Date(AT).toISOString(),
  code: null,
  stop_new: false,
  next_status: null,
  allowed: ["available"],
};

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    protocol: 1,
    build: "test",
    server_time: new Date(AT).toISOString(),
    rev: 1,
    agent: ME,
    status_codes: [],
    queues: [],
    offers: [],
    interactions: [],
    notices: [],
    permissions: [],
    preferences: initialState.preferences,
    settings: initialState.settings,
    ...change,
  };
}

/** The state after these events, from a desk that has just opened. */
export function deskAfter(...events: DeskEvent[]): DeskState {
  return events.reduce(reduce, initialState);
}

export const opened = (change: Partial<Snapshot> = {}): DeskEvent => ({
  type: "snapshot",
  payload: snapshot(change),
  at: AT,
});
