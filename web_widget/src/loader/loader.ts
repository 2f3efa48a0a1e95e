/** The launcher on the host page: a button, and an iframe once somebody wants to talk. */
import type { FromChat, FromLoader } from "../host/messages";
import { CSS } from "./style";

const page = document;
const script = page.currentScript as HTMLScriptElement;
const { site = "", lang } = script.dataset;
const { origin } = new URL(script.src);
const language = lang || page.documentElement.lang || navigator.language;
const url = `${origin}/widget/?site=${encodeURIComponent(site)}&lang=${language}`;
const [OPEN, CLOSE, BLOCKED] = /^fr/i.test(language)
  ? ["Ouvrir la discussion", "Fermer la discussion", "Ouvrir la discussion dans une fenêtre"]
  : ["Open chat", "Close chat", "Open the chat in a window"];
const KEY = `parley:${site}`;
/** Milliseconds the chat may take to report before the host page is taken to forbid it. */
const READY_WITHIN = 5_000;

const host = page.createElement("div");
const shadow = host.attachShadow({ mode: "open" });
const button = page.createElement("button");
const badge = page.createElement("b");
const sheet = new CSSStyleSheet();
sheet.replaceSync(CSS);
shadow.adoptedStyleSheets = [sheet]; // the host's policy may forbid style elements, never this

const draw = (name: string, key: string, value: string, parent: Element): Element => {
  const element = page.createElementNS("http://www.w3.org/2000/svg", name);
  element.setAttribute(key, value);
  parent.append(element);
  return element;
};
const icon = draw("svg", "viewBox", "0 0 24 24", button);
draw("path", "d", "M4 5h16v12h-9l-4 3v-3H4z", icon);
draw("path", "d", "m6 9 6 6 6-6", icon);
button.append(badge);
shadow.append(button);

let frame: HTMLIFrameElement | undefined;
let ready = false;
let opened = false;
let label = OPEN;
let title = "";
const queue: FromLoader[] = [];
const listeners: [name: string, listener: (detail: unknown) => void][] = [];

/** Whether a conversation goes on: "1", or "open" while its panel is open; with an argument, sets it. */
const hint = (value?: string): string | null => {
  try {
    if (value !== undefined) localStorage[KEY] = value;
    return localStorage[KEY];
  } catch {
    return null; // storage is switched off: the next page starts with a button
  }
};

const tell = (message: FromLoader): void => {
  if (ready) frame?.contentWindow?.postMessage(message, origin);
  else queue.push(message);
};

const emit = (name: string, detail?: unknown): void => {
  for (const [wanted, listener] of listeners) if (wanted === name) listener(detail);
};

const show = (): void => {
  button.className = opened ? "open" : "";
  button.ariaExpanded = `${opened}`;
  button.ariaLabel = opened ? CLOSE : label;
};

const load = (): void => {
  if (frame) return;
  const made = page.createElement("iframe");
  frame = made;
  made.title = "Chat";
  made.allow = "autoplay";
  made.src = url;
  made.onload = () => made.contentWindow?.postMessage({ parley: "hello" }, origin);
  shadow.append(made);
  setTimeout(() => {
    if (ready) return;
    // The host page forbids frames: the chat still works in a window of its own.
    const link = page.createElement("a");
    link.href = url;
    link.target = KEY;
    link.textContent = BLOCKED;
    link.onclick = () => !window.open(url, KEY, "popup,width=400,height=680");
    made.replaceWith(link);
  }, READY_WITHIN);
};

const setOpen = (wanted: boolean, focus = true): void => {
  if (wanted) load();
  if (wanted === opened) return;
  opened = wanted;
  show();
  tell({ parley: wanted ? "open" : "close" });
  if (focus) (wanted ? frame : button)?.focus();
  if (hint()) hint(wanted ? "open" : "1");
  emit(wanted ? "open" : "close");
};

addEventListener("message", ({ source, origin: from, data }) => {
  if (!frame || source !== frame.contentWindow || from !== origin) return;
  const message: FromChat = data;
  if (message.parley === "ready") {
    ready = true;
    frame.title = message.title;
    host.style.setProperty("--fill", message.fill);
    host.style.setProperty("--ink", message.ink);
    queue.splice(0).forEach(tell);
  } else if (message.parley === "unread") {
    label = message.label;
    badge.textContent = message.count ? `${message.count}` : "";
    if (message.count && page.hidden) {
      title ||= page.title;
      page.title = `(${message.count}) ${title}`;
    }
    show();
  } else if (message.parley === "close") setOpen(false);
  else if (message.parley === "resume") hint(message.on ? (opened ? "open" : "1") : "");
  else emit(message.name, message.detail);
});
page.addEventListener("visibilitychange", () => {
  if (title && !page.hidden) page.title = title;
  title = "";
});

button.onclick = () => setOpen(!opened);
show();
page.body.append(host);
const before = hint();
if (before) load();
// A phone's whole screen is never taken by a page that merely loads.
if (before === "open" && innerWidth > 479) setOpen(true, false);

Object.assign(window, {
  Parley: {
    open: () => setOpen(true),
    close: () => setOpen(false),
    identify: (who: unknown) => tell({ parley: "identify", who }),
    on: (name: string, listener: (detail: unknown) => void) => listeners.push([name, listener]),
  },
});
dispatchEvent(new Event("parley"));
