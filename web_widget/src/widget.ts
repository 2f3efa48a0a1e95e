/** The widget as its screens use it: the session, the host page, the language, the sound. */

import pollingUrl from "virtual:polling-url";
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { applyTheme, themeFor } from "./brand/theme";
import { HostBridge } from "./host/bridge";
import { chooseLanguage, type Speech, speechIn } from "./i18n";
import { type Known, knownFrom } from "./session/known";
import { lastingStorage, Memory } from "./session/memory";
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
  readonly speech: ReadonlySignal<Speech>;
  readonly muted = signal(false);
  /** The panel is on the screen. */
  readonly open = signal(false);
  /** What the host page told about its visitor: fills the form in. */
  readonly known = signal<Known>(knownFrom(null));
  readonly #chime = new Chime();
  readonly #dark = signal(false);
  #jwt: string | null = null;

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
      spoken: ({ from, name, text }) => {
        if (!this.muted.value && !this.session.state.value.watching) this.#chime.play();
        this.bridge.emit("message", { from, name, text });
      },
      muted: (muted) => {
        this.muted.value = muted;
      },
    });
    const { state } = this.session;
    const languages = computed(() => state.value.settings?.languages ?? []);
    this.speech = computed(() => speechIn(chooseLanguage(wanted, languages.value)));
    this.bridge = new HostBridge(({ open, who }) => {
      if (open !== this.open.value) this.#show(open);
      if (typeof who === "string") this.#identify(who);
      else if (who) this.known.value = knownFrom(who);
    });
    this.open.value = !this.bridge.framed;
  }

  start(): void {
    const watch = (): void => this.session.watch(this.open.value && !document.hidden);
    document.addEventListener("visibilitychange", watch);
    this.open.subscribe(watch);
    const unlock = (): void => this.#chime.unlock();
    addEventListener("pointerdown", unlock, { once: true });
    addEventListener("keydown", unlock, { once: true });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const follow = (): void => {
      this.#dark.value = dark.matches;
    };
    dark.addEventListener("change", follow);
    follow();
    this.#followState();
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
    this.bridge.emit(open ? "open" : "close");
  }

  #identify(jwt: string): void {
    if (jwt === this.#jwt) return;
    this.#jwt = jwt;
    this.session.identify(jwt);
  }

  /** Keeps the document and the launcher in step with the conversation. */
  #followState(): void {
    const { state } = this.session;
    const name = computed(() => state.value.settings?.name);
    const colour = computed(() => state.value.settings?.colour ?? null);
    const unread = computed(() => unreadCount(state.value));
    const phase = computed(() => liveChat(state.value)?.state ?? null);
    const theme = computed(() => themeFor(colour.value, this.#dark.value));
    effect(() => applyTheme(document.documentElement, theme.value));
    effect(() => {
      document.documentElement.lang = this.speech.value.language;
    });
    effect(() => {
      const { words } = this.speech.value;
      const count = unread.value;
      const badge = count > 0 ? String(count) : "";
      const title = name.value ? words.chatWith(name.value) : words.panel;
      document.title = badge ? `(${badge}) ${title}` : title;
      this.bridge.show({
        style: `--fill:${theme.value.accent};--ink:${theme.value.onAccent}`,
        title,
        label: badge ? `${words.openChat}, ${words.unread(count)}` : words.openChat,
        badge,
        live: phase.value !== null,
        open: this.open.value,
      });
    });
    effect(() => this.bridge.emit("unread", unread.value));
    effect(() => this.bridge.emit("chat", { state: phase.value }));
  }
}
