/** The launcher on the host page: a button, and an iframe once somebody wants to talk. */
import type { FromChat, FromLoader } from "../host/messages";
import { CSS } from "./style";

type Listener = [name: string, heard: (detail: unknown) => void];

const page = document;
const { dataset, src } = page.currentScript as HTMLScriptElement;
const { site, lang } = dataset;
const language = lang || page.documentElement.lang || navigator.language;
const { href, origin } = new URL(`widget/?site=${site}&lang=${language}`, src);
const [OPEN, CLOSE, WINDOW] = language.startsWith("fr")
  ? ["Ouvrir la discussion", "Fermer la discussion", "Ouvrir dans une fenêtre"]
  : ["Open chat", "Close chat", "Open in a window"];
/** In the host's storage: 1 while a conversation goes on, 2 while its panel is open too. */
const HINT = `parley:${site}`;

const host = page.createElement("div");
const shadow = host.attachShadow({ mode: "open" });
const button = page.createElement("button");
const badge = page.createElement("b");
const sheet = new CSSStyleSheet();
const listeners: Listener[] = [];
let frame: HTMLIFrameElement | undefined;
let ready = false;
let opened = false;
let label = OPEN;
let title: string | undefined;
let who: unknown;

/** The hint, set first if there is a new one; nothing where storage is switched off. */
const recall = (hint?: string | null): string | undefined => {
  try {
    if (hint != null) localStorage[HINT] = hint;
    return localStorage[HINT];
  } catch {}
};

const post = (): void => {
  frame?.contentWindow?.postMessage({ open: opened, who } satisfies FromLoader, origin);
};

const show = (): void => {
  button.className = opened ? "open" : "";
  button.ariaLabel = opened ? CLOSE : label;
  if (ready) post();
};

const load = (): void => {
  if (frame) return;
  frame = page.createElement("iframe");
  frame.allow = "autoplay;microphone";
  frame.src = href;
  frame.onload = post;
  shadow.append(frame);
  setTimeout(() => {
    if (ready) return;
    // Silent for 5 s: the host page forbids frames. The chat still works in a window of its own.
    const link = page.createElement("a");
    link.href = href;
    link.target = HINT;
    link.textContent = WINDOW;
    link.onclick = () => !open(href, HINT, "popup");
    frame?.replaceWith(link);
  }, 5_000);
};

const setOpen = (wanted: boolean): void => {
  if (wanted) load();
  opened = wanted;
  show();
  ((wanted && frame) || button).focus();
};

addEventListener("message", ({ source, origin: from, data }) => {
  if (from !== origin || source !== frame?.contentWindow) return;
  const { state, close, event }: FromChat = data;
  if (state) {
    (frame as HTMLIFrameElement).title = state.title;
    host.style.cssText = state.style;
    label = state.label;
    badge.textContent = state.badge;
    if (state.badge && page.hidden) {
      title ||= page.title;
      page.title = `(${state.badge}) ${title}`;
    }
    recall(state.hint);
    ready = true;
    show();
  }
  if (close) setOpen(false);
  for (const [name, heard] of listeners) if (event?.[0] === name) heard(event[1]);
});

page.addEventListener("visibilitychange", () => {
  if (title) page.title = title;
  title = undefined;
});

sheet.replaceSync(CSS);
shadow.adoptedStyleSheets = [sheet]; // the host's policy may forbid style elements, never this
button.append(badge);
button.onclick = () => setOpen(!opened);
shadow.append(button);
page.documentElement.append(host); // an async script may run before there is a body
const hint = recall();
if (hint) load();
// A phone's whole screen is never taken by a page that merely loads, nor the keyboard anywhere.
opened = hint === "2" && innerWidth > 479;
show();

Object.assign(window, {
  Parley: {
    open: () => setOpen(true),
    close: () => setOpen(false),
    identify(data: unknown) {
      who = data;
      show();
    },
    on: (...entry: Listener) => listeners.push(entry),
  },
});
