/** The widget as its screens use it: the session, the host page, the language, the sound. */

import pollingUrl from "virtual:polling-url";
import type { ChatState } from "@parley/wire";
import { applyTheme, themeFor } from "./brand/theme";
import { HostBridge } from "./host/bridge";
import { chooseLanguage, type Speech, speechIn, varietyOf } from "./i18n";
import { Observable } from "./observable";
import { type Known, knownFrom } from "./session/known";
import { Memory } from "./session/memory";
import { lastingPlace } from "./session/places";
import { ChatSession } from "./session/session";
import { liveChat, unreadCount } from "./session/state";
import { Chime } from "./sound";
import { openWebSocket } from "./transport/websocket";

const SOCKET_PATH = "/ws/widget/";
/** Outer size of the window that stands in where a page forbids frames. */
const POPUP = [400, 720] as const;

export class Widget {
  readonly memory: Memory;
  readonly session: ChatSession;
  readonly bridge: HostBridge;
  readonly speech: Observable<Speech>;
  readonly muted: Observable<boolean>;
  /** The panel is on the screen. */
  readonly open: Observable<boolean>;
  /** What the host page told about its visitor: fills the form in. */
  readonly known = new Observable<Known>(knownFrom(null));
  readonly #chime = new Chime();
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  #jwt: string | null = null;
  /** What the host page's listeners heard last. */
  #told: { unread: number; chat: ChatState | null } = { unread: 0, chat: null };

  constructor(
    site: string,
    /** Languages the reader asks for, best first. */
    private readonly wanted: readonly string[],
  ) {
    this.memory = new Memory(site, lastingPlace());
    this.muted = new Observable(this.memory.muted);
    const language = chooseLanguage(wanted, []);
    this.speech = new Observable(speechIn(language, varietyOf(language)));
    this.session = new ChatSession({
      site,
      locale: this.speech.value.language,
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
      spoken: ({ from, name, text }) => {
        if (!this.muted.value && !this.session.state.value.watching) this.#chime.play();
        this.bridge.emit("message", { from, name, text });
      },
      muted: (muted) => {
        this.muted.value = muted;
      },
    });
    this.bridge = new HostBridge(({ open, who }) => {
      if (open !== this.open.value) this.#show(open);
      if (typeof who === "string") this.#identify(who);
      else if (who) this.known.value = knownFrom(who);
    });
    this.open = new Observable(!this.bridge.framed);
  }

  start(): void {
    const watch = (): void => this.session.watch(this.open.value && !document.hidden);
    document.addEventListener("visibilitychange", watch);
    this.open.follow(watch);
    const unlock = (): void => this.#chime.unlock();
    addEventListener("pointerdown", unlock, { once: true });
    addEventListener("keydown", unlock, { once: true });
    const keepInStep = (): void => this.#keepInStep();
    this.#dark.addEventListener("change", keepInStep);
    this.session.state.follow(keepInStep);
    this.open.follow(keepInStep);
    watch();
    keepInStep();
    if (window.opener) resizeTo(...POPUP);
    this.session.start();
  }

  /** Hides the panel; the conversation goes on. */
  close(): void {
    // The launcher decides: it hides the iframe and says so.
    if (this.bridge.framed) this.bridge.close();
    else window.close();
  }

  toggleSound(): void {
    this.muted.value = !this.muted.value;
    this.memory.muted = this.muted.value;
    this.session.tellTabs({ type: "muted", muted: this.muted.value });
    if (!this.muted.value) this.#chime.play();
  }

  #show(open: boolean): void {
    this.open.value = open;
    if (open) this.session.refresh();
    this.bridge.emit(open ? "open" : "close");
  }

  #identify(jwt: string): void {
    if (jwt === this.#jwt) return;
    this.#jwt = jwt;
    this.session.identify(jwt);
  }

  /** Keeps the document, the launcher and the host page in step with the conversation. */
  #keepInStep(): void {
    const state = this.session.state.value;
    const { name = "", colour = null, languages = [] } = state.settings ?? {};
    const language = chooseLanguage(this.wanted, languages);
    if (language !== this.speech.value.language)
      this.speech.value = speechIn(language, varietyOf(language));
    const { words } = this.speech.value;
    const theme = themeFor(colour, this.#dark.matches);
    const chat = liveChat(state)?.state ?? null;
    const unread = unreadCount(state);
    const badge = unread > 0 ? String(unread) : "";
    const title = name ? words.chatWith(name) : words.panel;

    applyTheme(document.documentElement, theme);
    document.documentElement.lang = language;
    document.title = badge ? `(${badge}) ${title}` : title;
    this.bridge.show({
      style: `--fill:${theme.accent};--ink:${theme.onAccent}`,
      title,
      label: badge ? `${words.openChat}, ${words.unread(unread)}` : words.openChat,
      badge,
      // Until the gateway has greeted, nobody knows whether there is a conversation to go on with.
      hint: !state.greeted ? null : chat === null ? "" : this.open.value ? "2" : "1",
    });
    if (unread !== this.#told.unread) this.bridge.emit("unread", unread);
    if (chat !== this.#told.chat) this.bridge.emit("chat", { state: chat });
    this.#told = { unread, chat };
  }
}
