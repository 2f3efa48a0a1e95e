/** The widget as its screens use it: the session, the host page, the language, the sound. */

import pollingUrl from "virtual:polling-url";
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { applyTheme, type Theme, themeFor } from "./brand/theme";
import { HostBridge } from "./host/bridge";
import { chooseLanguage, type Speech, speechIn } from "./i18n";
import { type Known, knownFrom } from "./session/known";
import { lastingStorage, Memory } from "./session/memory";
import { ChatSession } from "./session/session";
import { liveChat, type State, unreadCount } from "./session/state";
import { Chime } from "./sound";
import { openWebSocket } from "./transport/websocket";

const SOCKET_PATH = "/ws/widget/";

export class Widget {
  readonly memory: Memory;
  readonly session: ChatSession;
  readonly bridge: HostBridge;
  readonly speech: ReadonlySignal<Speech>;
  readonly muted = signal(false);
  /** The panel is on the screen. */
  readonly open = signal(false);
  /** What the host page told about its visitor: fills the form in. */
  readonly known = signal<Known>({ standard: {}, fields: {} });
  readonly #chime = new Chime();
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  #theme: Theme = themeFor(null, this.#dark.matches);

  constructor(site: string, wanted: readonly string[]) {
    this.memory = new Memory(site, lastingStorage());
    this.muted.value = this.memory.muted;
    this.session = new ChatSession({
      site,
      locale: chooseLanguage(wanted, []),
      memory: this.memory,
      open: (auth, handlers) => {
        const scheme = location.protocol === "https:" ? "wss" : "ws";
        const url = `${scheme}://${location.host}${SOCKET_PATH}?EIO=4&transport=websocket`;
        return openWebSocket(url, auth, handlers);
      },
      openFallback: async () => {
        const { openPolling }: typeof import("./transport/polling") = await import(
          /* @vite-ignore */ pollingUrl
        );
        return (auth, handlers) => openPolling(location.origin, SOCKET_PATH, auth, handlers);
      },
      spoken: (message) => {
        if (!this.muted.value && !this.session.state.value.watching) this.#chime.play();
        this.bridge.tell({
          parley: "event",
          name: "message",
          detail: { from: message.from, name: message.name, text: message.text },
        });
      },
      muted: (muted) => {
        this.muted.value = muted;
      },
    });
    const { state } = this.session;
    const languages = computed(() => state.value.settings?.languages ?? []);
    this.speech = computed(() => speechIn(chooseLanguage(wanted, languages.value)));
    this.bridge = new HostBridge({
      hello: () => this.#introduce(),
      opened: () => this.#show(true),
      closed: () => this.#show(false),
      identified: (who) => {
        if (typeof who === "string") this.session.identify(who);
        else this.known.value = knownFrom(who);
      },
    });
    this.open.value = !this.bridge.framed;
    this.#followState(state);
  }

  start(): void {
    const watch = (): void => this.session.watch(this.open.value && !document.hidden);
    document.addEventListener("visibilitychange", watch);
    effect(watch);
    addEventListener("pointerdown", () => this.#chime.unlock(), { once: true });
    addEventListener("keydown", () => this.#chime.unlock(), { once: true });
    this.#dark.addEventListener("change", () => this.#paint());
    this.session.start();
  }

  /** Hides the panel; the conversation goes on. */
  close(): void {
    if (!this.bridge.framed) return window.close();
    this.#show(false);
    this.bridge.tell({ parley: "close" });
  }

  toggleSound(): void {
    this.muted.value = !this.muted.value;
    this.memory.muted = this.muted.value;
    this.session.tellTabs({ type: "muted", muted: this.muted.value });
    if (!this.muted.value) this.#chime.play();
  }

  #show(open: boolean): void {
    this.open.value = open;
  }

  /** Keeps the host page and the document in step with the conversation. */
  #followState(state: ReadonlySignal<State>): void {
    const colour = computed(() => state.value.settings?.colour ?? null);
    const unread = computed(() => unreadCount(state.value));
    const chat = computed(() => liveChat(state.value)?.state ?? null);
    effect(() => {
      void colour.value;
      this.#paint();
    });
    effect(() => {
      document.documentElement.lang = this.speech.value.language;
      this.#introduce();
    });
    effect(() => {
      this.#tellUnread(unread.value);
    });
    effect(() => {
      this.bridge.tell({ parley: "resume", on: chat.value !== null });
      this.bridge.tell({ parley: "event", name: "chat", detail: { state: chat.value } });
    });
  }

  #paint(): void {
    this.#theme = themeFor(this.session.state.value.settings?.colour ?? null, this.#dark.matches);
    applyTheme(document.documentElement, this.#theme);
    this.#introduce();
  }

  #introduce(): void {
    const { words } = this.speech.value;
    const { settings } = this.session.state.value;
    const title = settings?.name ? words.chatWith(settings.name) : words.panel;
    document.title = title;
    this.bridge.tell({
      parley: "ready",
      fill: this.#theme.accent,
      ink: this.#theme.onAccent,
      title,
    });
    this.#tellUnread(unreadCount(this.session.state.value));
  }

  #tellUnread(count: number): void {
    const { words } = this.speech.value;
    const label = count > 0 ? `${words.openChat}, ${words.unread(count)}` : words.openChat;
    this.bridge.tell({ parley: "unread", count, label });
    if (!this.bridge.framed) {
      const plain = document.title.replace(/^\(\d+\) /, "");
      document.title = count > 0 ? `(${count}) ${plain}` : plain;
    }
  }
}
