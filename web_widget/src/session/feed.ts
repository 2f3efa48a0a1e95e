/** Takes what the gateway tells into the state, and asks for what is missing. */
import type { Chat, Message, Read, Typing } from "@parley/wire";
import type { Action, State } from "./state";
import { present, unreadCount } from "./state";
import { holeAfter, lastKnown } from "./thread";

/** Milliseconds a hole may stay open before the missing messages are asked for. */
const HOLE_PATIENCE = 1_000;
const TYPING_EXPIRES = 6_000;

export interface HistoryRange {
  after_seq?: number;
  before_seq?: number;
  limit?: number;
}

export interface FeedPorts {
  state(): State;
  apply(action: Action): void;
  /** Asks for messages and applies them; resolves also where that failed. */
  history(chatId: string, range: HistoryRange): Promise<void>;
  tellRead(chatId: string, seq: number): void;
  /** The gateway confirmed a message of one's own. */
  confirmed(clientId: string): void;
  /** The other side said something new. */
  spoken(message: Message): void;
}

export class Feed {
  /** How often in a row the gateway was asked and the hole stayed. */
  #inVain = 0;
  #holeTimer: ReturnType<typeof setTimeout> | undefined;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: FeedPorts) {}

  chat(chat: Chat): void {
    this.ports.apply({ type: "chat", chat });
    this.mendLater();
  }

  message(message: Message): void {
    const { chat_id, client_id, seq, from } = message;
    const before = this.ports.state().threads.find(({ id }) => id === chat_id);
    this.ports.apply({ type: "messages", chat_id, messages: [message] });
    const fresh = seq > (before ? lastKnown(before) : 0);
    if (fresh && from !== "customer" && from !== "system") this.ports.spoken(message);
    if (client_id !== null) this.ports.confirmed(client_id);
    this.markRead();
    this.mendLater();
  }

  typing({ chat_id, typing, from }: Typing): void {
    if (from === "customer") return;
    clearTimeout(this.#typingTimer);
    this.ports.apply({ type: "typing", chat_id, typing });
    const expire = (): void => this.ports.apply({ type: "typing", chat_id, typing: false });
    if (typing) this.#typingTimer = setTimeout(expire, TYPING_EXPIRES);
  }

  read({ chat_id, seq, by }: Read): void {
    this.ports.apply({ type: "read", chat_id, seq, by });
  }

  /** What the customer looks at is read. */
  markRead(): void {
    const state = this.ports.state();
    const thread = present(state);
    const seq = thread?.messages.at(-1)?.seq;
    if (!thread || seq === undefined) return;
    if (!state.watching || state.link !== "online" || unreadCount(state) === 0) return;
    this.ports.apply({ type: "read", chat_id: thread.id, seq, by: "customer" });
    this.ports.tellRead(thread.id, seq);
  }

  /** Fills holes: at once where nothing is there yet, after a second where a late message may still come by itself. */
  mendLater(): void {
    const thread = present(this.ports.state());
    if (!thread || holeAfter(thread) === null) return;
    clearTimeout(this.#holeTimer);
    const known = thread.messages.length > 0 || this.#inVain > 0;
    const patience = known ? HOLE_PATIENCE * 2 ** Math.min(this.#inVain, 5) : 0;
    this.#holeTimer = setTimeout(() => void this.#mend(), patience);
  }

  async #mend(): Promise<void> {
    const state = this.ports.state();
    const thread = present(state);
    const after = thread && holeAfter(thread);
    if (!thread || after === null || state.link !== "online") return;
    const range =
      thread.messages.length === 0 ? { before_seq: lastKnown(thread) + 1 } : { after_seq: after };
    await this.ports.history(thread.id, range);
    const now = present(this.ports.state());
    this.#inVain = now && holeAfter(now) === after ? this.#inVain + 1 : 0;
    this.markRead();
    this.mendLater();
  }
}
