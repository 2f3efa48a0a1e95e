/** Everything the widget shows, as one value. */

import type { Attachment, Chat, ErrorDetail, Message, Session, WidgetSettings } from "@parley/wire";
import type { LinkState } from "../transport/link";
import type { Thread } from "./thread";

export type Screen = "home" | "start" | "chat" | "leave" | "left" | "voice";

/** A message of one's own that the gateway has not confirmed yet. */
export interface Pending {
  client_id: string;
  chat_id: string;
  text: string;
  attachments: Attachment[];
  at: string;
  /** `queued`: goes out by itself; `failed`: the gateway refused it, the customer decides. */
  state: "queued" | "failed";
  error: ErrorDetail | null;
}

export interface State {
  link: LinkState;
  refusal: string | null;
  /** True once a first session arrived: later losses are a reconnect, not a start. */
  greeted: boolean;
  settings: WidgetSettings | null;
  /** What the gateway knows already of the customer. */
  met: Session["known"];
  screen: Screen;
  /** Oldest first; the last one is the present chat, if there is one. */
  threads: readonly Thread[];
  pending: readonly Pending[];
  /** Who is typing on the other side. */
  typing: boolean;
  /** Ids of earlier chats that can be read again but were not fetched. */
  archive: readonly string[];
  /** Ids of ended chats that were rated here. */
  rated: readonly string[];
  /** The panel is open and the page is in front. */
  watching: boolean;
}

export const initialState: State = {
  link: "connecting",
  refusal: null,
  greeted: false,
  settings: null,
  met: { name: "", email: "", verified: false },
  screen: "home",
  threads: [],
  pending: [],
  typing: false,
  archive: [],
  rated: [],
  watching: false,
};

export type Action =
  | { type: "link"; state: LinkState; code: string | null }
  | { type: "session"; session: Session }
  /** The gateway took this browser for another customer than the one before. */
  | { type: "stranger" }
  | { type: "met"; name: string; email: string }
  | { type: "chat"; chat: Chat }
  | { type: "messages"; chat_id: string; messages: readonly Message[] }
  | { type: "read"; chat_id: string; seq: number; by: "customer" | "agent" }
  | { type: "typing"; chat_id: string; typing: boolean }
  | { type: "queued"; pending: Pending }
  | { type: "refused"; client_id: string; error: ErrorDetail }
  | { type: "retried"; client_id: string }
  | { type: "dropped"; client_id: string }
  | { type: "screen"; screen: Screen }
  | { type: "watching"; watching: boolean }
  | { type: "archive"; ids: readonly string[] }
  | { type: "recalled"; ids: readonly string[] }
  | { type: "rated"; chat_id: string };

/** Whether a conversation may begin: somebody serves the queue, or the assistant answers at any hour. */
export function mayStart({ open, bot }: Pick<WidgetSettings, "open" | "bot">): boolean {
  return open || bot;
}

/** The present chat's thread, or null. */
export function present(state: State): Thread | null {
  const last = state.threads.at(-1);
  return last?.chat ? last : null;
}

/** The present chat while it is going on, or null. */
export function liveChat(state: State): Chat | null {
  const chat = present(state)?.chat ?? null;
  return chat && chat.state !== "ended" ? chat : null;
}

/** Whether the customer left a message and does not wait at the screen. */
export function awaitsMail(chat: Chat): boolean {
  return chat.left_message && chat.state === "waiting";
}

/** How many messages of the other side the customer has not seen. */
export function unreadCount(state: State): number {
  const thread = present(state);
  if (!thread?.chat) return 0;
  const { chat, messages } = thread;
  const seen = chat.read.customer;
  const oldest = messages[0]?.seq;
  // Before the first page of history arrived only the gateway's own count is known.
  if (oldest === undefined) return chat.unread;
  return messages.filter(({ seq, from }) => seq > seen && from !== "customer" && from !== "system")
    .length;
}
