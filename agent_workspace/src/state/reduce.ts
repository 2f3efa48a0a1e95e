/** The reducer: one state, one event, the next state; pure, total, repeatable. */

import type { AgentStatus } from "@parley/wire";
import {
  type Conversation,
  emptyConversation,
  receiveChat,
  receiveHistory,
  receiveMessages,
  receiveRead,
  receiveTyping,
} from "~/state/conversation";
import type { DeskState } from "~/state/desk-state";
import { initialState } from "~/state/desk-state";
import type { DeskEvent } from "~/state/events";
import { takePop } from "~/state/pops";
import { holdQueues } from "~/state/queue-line";
import { holdOffers, ringOffer } from "~/state/ringing";
import { mergeRoster } from "~/state/roster";
import { annotate, heldWork, takeInteraction, updateChat } from "~/state/work";

export function reduce(state: DeskState, event: DeskEvent): DeskState {
  switch (event.type) {
    case "snapshot":
      return restore(state, event);
    case "status":
      return takeStatus(state, event.payload);
    case "queues":
      return { ...state, queues: holdQueues(event.payload, event.at) };
    case "offer":
      return {
        ...withChat(state, event.payload.interaction.chat ?? null, event.at),
        offers: ringOffer(state.offers, event.payload, event.at),
      };
    case "offer.withdrawn":
      return { ...state, offers: state.offers.filter((offer) => offer.id !== event.payload.id) };
    case "interaction":
      return {
        ...withChat(state, event.payload.chat ?? null, event.at),
        work: takeInteraction(state.work, event.payload),
        offers:
          event.payload.handling === null
            ? state.offers
            : state.offers.filter((offer) => offer.interaction.id !== event.payload.id),
      };
    case "chat":
      return {
        ...withChat(state, event.payload, event.at),
        work: updateChat(state.work, event.payload),
      };
    case "message":
      return updateConversation(state, event.payload.chat_id, (conversation) =>
        receiveMessages(conversation, [event.payload], event.at),
      );
    case "history":
      return updateConversation(state, event.chatId, (conversation) =>
        receiveHistory(conversation, event, event.at),
      );
    case "typing":
      if (event.payload.from === "agent") return state;
      return updateConversation(state, event.payload.chat_id, (conversation) =>
        receiveTyping(conversation, event.payload.from, event.payload.typing, event.at),
      );
    case "typing.expired":
      return updateConversation(state, event.chatId, (conversation) =>
        conversation.typing !== null && conversation.typing.until <= event.at
          ? { ...conversation, typing: null }
          : conversation,
      );
    case "read":
      return updateConversation(state, event.payload.chat_id, (conversation) =>
        receiveRead(conversation, event.payload.by, event.payload.seq),
      );
    case "read.here":
      return updateConversation(state, event.chatId, (conversation) =>
        receiveRead(conversation, "agent", event.seq),
      );
    case "mail":
    case "case":
    case "auto_log":
      // Cases are held by the case book, not here.
      return state;
    case "notice":
      return state.notices.some(({ id }) => id === event.payload.id)
        ? state
        : { ...state, notices: [event.payload, ...state.notices] };
    case "customer.erased":
      return {
        ...state,
        notices: state.notices.filter((one) => !event.payload.case_ids.includes(one.case.id)),
      };
    case "notice.away":
      return { ...state, notices: state.notices.filter(({ id }) => id !== event.id) };
    case "screen_pop":
      return takePop(state, event.payload);
    case "agents":
      return { ...state, roster: mergeRoster(state.roster, event.payload) };
    case "annotated.here":
      return { ...state, work: annotate(state.work, event) };
    case "annotation.refused":
      return {
        ...state,
        work: state.work.map((held) =>
          held.id === event.interaction.id && held.rev === event.interaction.rev
            ? event.interaction
            : held,
        ),
      };
    case "preferences":
      return { ...state, preferences: { ...state.preferences, ...event.preferences } };
    case "link":
      // Nothing of one person's work may stay in memory for whoever logs in next.
      return event.link.state === "signed_out"
        ? { ...initialState, link: event.link }
        : { ...state, link: event.link };
  }
}

function takeStatus(state: DeskState, { reason, ...status }: AgentStatus): DeskState {
  if (state.me === null) return state;
  return { ...state, me: { ...state.me, ...status }, statusReason: reason };
}

type SnapshotEvent = Extract<DeskEvent, { type: "snapshot" }>;

/** Replaces everything but the messages already held: those are completed by `seq`. */
function restore(state: DeskState, { payload, at }: SnapshotEvent): DeskState {
  const sameAgent = state.me === null || state.me.id === payload.agent.id;
  const work = heldWork(payload.interactions);
  const shown = [...work, ...payload.offers.map((offer) => offer.interaction)];
  const conversations: Record<string, Conversation> = {};
  for (const { chat } of shown) {
    if (!chat) continue;
    const held = sameAgent ? state.conversations[chat.id] : undefined;
    conversations[chat.id] = receiveChat(held ?? emptyConversation(chat.id), chat, at);
  }
  return {
    link: state.link,
    clockOffset: Date.parse(payload.server_time) - at,
    me: payload.agent,
    statusReason: state.statusReason,
    statusCodes: payload.status_codes,
    queues: holdQueues(payload.queues, at),
    offers: holdOffers(state.offers, payload.offers, at),
    work,
    conversations,
    notices: payload.notices,
    roster: [],
    permissions: payload.permissions,
    settings: payload.settings,
    preferences: payload.preferences,
  };
}

function withChat(
  state: DeskState,
  chat: Parameters<typeof receiveChat>[1] | null,
  at: number,
): DeskState {
  if (chat === null) return state;
  return updateConversation(state, chat.id, (conversation) => receiveChat(conversation, chat, at));
}

function updateConversation(
  state: DeskState,
  chatId: string,
  change: (conversation: Conversation) => Conversation,
): DeskState {
  const held = state.conversations[chatId] ?? emptyConversation(chatId);
  const next = change(held);
  if (next === held) return state;
  return { ...state, conversations: { ...state.conversations, [chatId]: next } };
}
