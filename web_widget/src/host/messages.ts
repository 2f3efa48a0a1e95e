/** What the loader on the host page and the chat in its iframe say to each other by postMessage. */

/** From the loader, whole every time; the first one also tells the chat which origin it lives in. */
export interface FromLoader {
  open: boolean;
  /** What the page passed to `Parley.identify`. */
  who?: unknown;
}

/** How the launcher should look and what it should remember; whole every time, and proof that the chat runs. */
export interface LauncherState {
  /** Declarations of `--fill` and `--ink`, the launcher's colours. */
  style: string;
  /** The name of the iframe. */
  title: string;
  /** The name of the button while the panel is closed. */
  label: string;
  /** The number of unread messages, empty for none. */
  badge: string;
  /** What the next page should do by itself: 1 load the chat, 2 open it too, empty neither; null as before. */
  hint: "1" | "2" | "" | null;
}

export type EventName = "open" | "close" | "unread" | "chat" | "message";

/** From the chat. */
export interface FromChat {
  state?: LauncherState;
  /** The customer closed the panel from within. */
  close?: true;
  /** For the listeners of `Parley.on`. */
  event?: [name: EventName, detail: unknown];
}
