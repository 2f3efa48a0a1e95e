/** What each happening does to the widget's state; pure, so that any order of happenings can be tested. */
import type { Chat, Message } from "@parley/wire";
import type { Action, Pending, State } from "./state";
import { awaitsMail, liveChat } from "./state";
import { lastKnown, type Thread, withChat, withMessages } from "./thread";

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "link":
      return {
        ...state,
        link: action.state,
        refusal: action.code,
        typing: action.state === "online" && state.typing,
      };
    case "session": {
      const { chat, settings, known } = action.session;
      const told = { ...state, settings, met: known };
      const next = chat ? adopt(told, chat, false) : told;
      const live = liveChat(next);
      const resumes = !state.greeted && live !== null && !awaitsMail(live);
      return { ...next, greeted: true, screen: resumes ? "chat" : next.screen };
    }
    case "stranger":
      return { ...state, screen: "home", threads: [], pending: [], archive: [], typing: false };
    case "met": {
      const { met } = state;
      if (met.verified) return state;
      const { name, email } = action;
      return { ...state, met: { ...met, name: name || met.name, email: email || met.email } };
    }
    case "chat":
      return adopt(state, action.chat, true);
    case "messages":
      return receive(state, action.chat_id, action.messages);
    case "read":
      return onThread(state, action.chat_id, (thread) => markRead(thread, action.by, action.seq));
    case "typing":
      return liveChat(state)?.id === action.chat_id ? { ...state, typing: action.typing } : state;
    case "queued":
      return state.pending.some(({ client_id }) => client_id === action.pending.client_id)
        ? state
        : { ...state, pending: [...state.pending, action.pending] };
    case "refused":
      return onPending(state, action.client_id, (entry) => ({
        ...entry,
        state: "failed",
        error: action.error,
      }));
    case "retried":
      return onPending(state, action.client_id, (entry) => ({
        ...entry,
        state: "queued",
        error: null,
      }));
    case "dropped":
      return {
        ...state,
        pending: state.pending.filter(({ client_id }) => client_id !== action.client_id),
      };
    case "screen":
      return { ...state, screen: action.screen };
    case "watching":
      return { ...state, watching: action.watching };
    case "archive":
      return {
        ...state,
        archive: action.ids.filter((id) => !state.threads.some((thread) => thread.id === id)),
      };
    case "recalled": {
      const recalled = action.ids.map(
        (id): Thread => ({
          id,
          chat: null,
          begunHere: false,
          messages: [],
        }),
      );
      return {
        ...state,
        archive: state.archive.filter((id) => !action.ids.includes(id)),
        threads: [...recalled, ...state.threads],
      };
    }
    case "rated":
      return { ...state, rated: [...state.rated, action.chat_id] };
  }
}

/** Takes the gateway's word on a chat; one not known yet is the present one from now on. */
function adopt(state: State, chat: Chat, begunHere: boolean): State {
  const known = state.threads.some(({ id }) => id === chat.id);
  if (known) {
    const next = onThread(state, chat.id, (thread) => withChat(thread, chat));
    return liveChat(next) ? next : { ...next, typing: false };
  }
  return {
    ...state,
    typing: false,
    archive: state.archive.filter((id) => id !== chat.id),
    threads: [...state.threads, { id: chat.id, chat, begunHere, messages: [] }],
  };
}

function receive(state: State, chatId: string, messages: readonly Message[]): State {
  const confirmed = new Set(messages.map(({ client_id }) => client_id));
  const spoken = messages.some(({ from }) => from === "agent" || from === "bot");
  const next = onThread(state, chatId, (thread) => withMessages(thread, messages));
  return {
    ...next,
    typing: state.typing && !spoken,
    pending: state.pending.filter(({ client_id }) => !confirmed.has(client_id)),
  };
}

function markRead(thread: Thread, by: "customer" | "agent", seq: number): Thread {
  if (!thread.chat || thread.chat.read[by] >= seq) return thread;
  const read = { ...thread.chat.read, [by]: Math.min(seq, lastKnown(thread)) };
  return { ...thread, chat: { ...thread.chat, read } };
}

function onThread(state: State, id: string, change: (thread: Thread) => Thread): State {
  return {
    ...state,
    threads: state.threads.map((thread) => (thread.id === id ? change(thread) : thread)),
  };
}

function onPending(state: State, clientId: string, change: (entry: Pending) => Pending): State {
  return {
    ...state,
    pending: state.pending.map((entry) => (entry.client_id === clientId ? change(entry) : entry)),
  };
}
