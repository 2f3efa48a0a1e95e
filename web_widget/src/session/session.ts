/** The conversation with the gateway: keeps the state true, whatever the network does. */

import type {
  Attachment,
  Chat,
  ErrorDetail,
  Failure,
  LeaveMessage,
  Message,
  Read,
  Session,
  StartChat,
  Typing,
} from "@parley/wire";
import { Observable } from "../observable";
import type { OpenChannel } from "../transport/channel";
import {
  type AnswerTo,
  type Command,
  Link,
  LinkLost,
  type LinkState,
  type PayloadOf,
} from "../transport/link";
import { Feed, type HistoryRange } from "./feed";
import type { Memory } from "./memory";
import { Outbox } from "./outbox";
import { reduce } from "./reduce";
import { type Action, initialState, liveChat, present, type Screen, type State } from "./state";
import { joinTabs, type TabMessage, type Tabs } from "./tabs";
import { contiguousUpTo } from "./thread";
import { TypingSignal } from "./typing";

const PROTOCOL = 1;
const PAGE = 50;
/** Milliseconds after which the first screen may no longer be true. */
const STALE = 60_000;

export type StartForm = Omit<StartChat, "client_id">;
export type LeaveForm = Omit<LeaveMessage, "client_id">;

export interface SessionOptions {
  site: string;
  locale: string;
  memory: Memory;
  open: OpenChannel;
  openFallback: () => Promise<OpenChannel>;
  /** A message of the other side arrived while the widget runs, not as part of its history. */
  spoken: (message: Message) => void;
  /** Another tab switched the sound. */
  muted: (muted: boolean) => void;
}

/** An answer as the forms want it: null, or what went wrong. `lost` is ours: the connection ended first. */
export const LOST: ErrorDetail = { code: "lost", message: "" };

export class ChatSession {
  readonly state = new Observable<State>(initialState);
  readonly #link: Link;
  readonly #feed: Feed;
  readonly #outbox: Outbox;
  readonly #tabs: Tabs;
  readonly #typing: TypingSignal;
  #token: string | null;
  #identity: string | null = null;
  #welcomed = false;
  #greetedAt = 0;
  #startId = crypto.randomUUID();
  #leaveId = crypto.randomUUID();

  constructor(private readonly options: SessionOptions) {
    const { memory, site } = options;
    this.#token = memory.token;
    this.#link = new Link(options.open, options.openFallback, {
      auth: () => this.#auth(),
      changed: (state, code) => this.#linkChanged(state, code),
      event: (name, payload) => this.#heard(name, payload),
    });
    this.#feed = new Feed({
      state: () => this.state.value,
      apply: (action) => this.#apply(action),
      history: (chatId, range) => this.history(chatId, range),
      tellRead: (chat_id, seq) => this.#link.tell("chat.read", { chat_id, seq }),
      confirmed: (clientId) => memory.dropPending(clientId),
      spoken: options.spoken,
    });
    this.#outbox = new Outbox(memory, {
      pending: () => this.state.value.pending,
      call: (payload) => this.#link.call("chat.send", payload),
      apply: (action) => this.#apply(action),
      received: (message) => this.#feed.message(message),
    });
    this.#tabs = joinTabs(site, (message) => {
      if (message.type === "muted") options.muted(message.muted);
      else if (message.token !== this.#token) this.#become(message.token);
    });
    this.#typing = new TypingSignal((typing) => {
      const chat = liveChat(this.state.value);
      if (chat) this.#link.tell("chat.typing", { chat_id: chat.id, typing });
    });
    for (const entry of memory.outbox) this.#apply({ type: "queued", pending: entry });
    this.#apply({ type: "archive", ids: memory.chats });
  }

  start(): void {
    this.#link.start();
  }

  /** Who the host page says this is: a signed token the gateway verifies. */
  identify(jwt: string): void {
    this.#identity = jwt;
    this.#link.restart();
  }

  /** Asks anew whether the site is open and staffed, which only a new session tells. */
  refresh(): void {
    const { greeted, screen } = this.state.value;
    const idle = greeted && screen === "home" && liveChat(this.state.value) === null;
    if (idle && Date.now() - this.#greetedAt > STALE) this.#link.restart();
  }

  show(screen: Screen): void {
    this.#apply({ type: "screen", screen });
  }

  /** Whether the customer is looking; what they see is thereby read. */
  watch(watching: boolean): void {
    this.#apply({ type: "watching", watching });
    this.#feed.markRead();
  }

  async begin(form: StartForm): Promise<ErrorDetail | null> {
    const startId = this.#startId;
    const answer = await this.ask("chat.start", { client_id: startId, ...form });
    if (!answer.ok) return answer.error;
    this.#startId = crypto.randomUUID();
    this.#apply({ type: "met", name: form.name ?? "", email: form.email ?? "" });
    this.#keepToken();
    this.#apply({ type: "chat", chat: answer.chat });
    this.options.memory.addChat(answer.chat.id);
    // Another start may have opened this chat, which then lacks the form's message. Where this one did,
    // its message already has the start's id, and repeating it adds nothing.
    if (answer.existing && form.message)
      this.#outbox.add(answer.chat.id, form.message, [], startId);
    this.show("chat");
    this.#feed.mendLater();
    return null;
  }

  /** Asks for a person in the assistant's place. */
  human(chatId: string): Promise<ErrorDetail | null> {
    return this.#command("chat.human", { chat_id: chatId });
  }

  /** Says whether an answer of the assistant's helped. */
  judge({ chat_id, id }: Message, helped: boolean): Promise<ErrorDetail | null> {
    return this.#command("chat.feedback", { chat_id, message_id: id, helped });
  }

  async leave(form: LeaveForm): Promise<ErrorDetail | null> {
    const answer = await this.ask("message.leave", { client_id: this.#leaveId, ...form });
    if (!answer.ok) return answer.error;
    this.#leaveId = crypto.randomUUID();
    this.#apply({ type: "met", name: form.name, email: form.email });
    this.show("left");
    return null;
  }

  send(text: string, attachments: Attachment[]): void {
    const chat = liveChat(this.state.value);
    if (!chat) return;
    this.#typing.stopped(true);
    this.#outbox.add(chat.id, text, attachments);
  }

  retry(clientId: string): void {
    this.#outbox.retry(clientId);
  }

  discard(clientId: string): void {
    this.#outbox.discard(clientId);
  }

  typed(empty: boolean): void {
    this.#typing.touched(empty);
  }

  end(chatId: string): Promise<ErrorDetail | null> {
    return this.#command("chat.end", { chat_id: chatId });
  }

  async rate(chatId: string, score: number, comment: string): Promise<ErrorDetail | null> {
    const payload = { chat_id: chatId, score, ...(comment ? { comment } : {}) };
    const error = await this.#command("chat.rate", payload);
    if (!error) this.#apply({ type: "rated", chat_id: chatId });
    return error;
  }

  transcript(chatId: string, email: string): Promise<ErrorDetail | null> {
    return this.#command("chat.transcript", { chat_id: chatId, email });
  }

  /** Asks for messages; also renews the links of their attachments. */
  async history(chatId: string, range: HistoryRange): Promise<void> {
    const answer = await this.ask("chat.history", {
      chat_id: chatId,
      limit: PAGE,
      ...range,
    });
    if (answer.ok) this.#apply({ type: "messages", chat_id: chatId, messages: answer.messages });
  }

  /** Brings an earlier chat back on the screen. */
  async recall(id: string): Promise<void> {
    this.#apply({ type: "recalled", ids: [id] });
    await this.history(id, { after_seq: 0, limit: 200 });
  }

  tellTabs(message: TabMessage): void {
    this.#tabs.tell(message);
  }

  /** The bearer of uploads. */
  get bearer(): string | null {
    return this.#token;
  }

  #auth(): object {
    const since: Record<string, number> = {};
    const thread = present(this.state.value);
    if (thread && thread.messages.length > 0) since[thread.id] = contiguousUpTo(thread);
    return {
      protocol: PROTOCOL,
      site: this.options.site,
      locale: this.options.locale,
      since,
      ...(this.#token ? { token: this.#token } : {}),
      ...(this.#identity ? { identity: this.#identity } : {}),
    };
  }

  #linkChanged(state: LinkState, code: string | null): void {
    this.#apply({ type: "link", state, code });
    if (state === "online") this.#goOn();
    else this.#welcomed = false;
  }

  #heard(name: string, payload: unknown): void {
    switch (name) {
      case "session":
        this.#greeted(payload as Session);
        break;
      case "chat":
        this.#feed.chat(payload as Chat);
        break;
      case "message":
        this.#feed.message(payload as Message);
        break;
      case "typing":
        this.#feed.typing(payload as Typing);
        break;
      case "read":
        this.#feed.read(payload as Read);
        break;
    }
  }

  #greeted(session: Session): void {
    if (this.#token !== null && this.#token !== session.token) {
      this.options.memory.forget();
      this.#apply({ type: "stranger" });
    }
    this.#token = session.token;
    if (session.identity === "expired" || session.identity === "invalid")
      // biome-ignore lint/suspicious/noConsole: for whoever builds the page; customers are let in all the same
      console.warn(`Parley.identify: the identity is ${session.identity}, it was not used.`);
    this.#apply({ type: "session", session });
    if (session.chat) {
      this.#keepToken();
      this.options.memory.addChat(session.chat.id);
    }
    this.#welcomed = true;
    this.#greetedAt = Date.now();
    this.#goOn();
  }

  /** Sends and asks for what waited; the greeting and the acceptance may come in either order. */
  #goOn(): void {
    if (!this.#welcomed || this.state.value.link !== "online") return;
    this.#outbox.flush();
    this.#feed.markRead();
    this.#feed.mendLater();
  }

  #keepToken(): void {
    if (!this.#token || this.options.memory.token === this.#token) return;
    this.options.memory.token = this.#token;
    this.#tabs.tell({ type: "token", token: this.#token });
  }

  #become(token: string): void {
    this.#token = token;
    this.#link.restart();
  }

  async #command<C extends Command>(name: C, payload: PayloadOf<C>): Promise<ErrorDetail | null> {
    const answer = await this.ask(name, payload);
    return answer.ok ? null : answer.error;
  }

  /** Asks the gateway; that the connection ended first is an answer too. */
  async ask<C extends Command>(name: C, payload: PayloadOf<C>): Promise<AnswerTo<C> | Failure> {
    try {
      return await this.#link.call(name, payload);
    } catch (error) {
      if (error instanceof LinkLost) return { ok: false, error: LOST };
      throw error;
    }
  }

  #apply(action: Action): void {
    this.state.value = reduce(this.state.value, action);
  }
}
