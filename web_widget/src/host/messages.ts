/** What the loader on the host page and the chat in its iframe say to each other by postMessage. */

/** From the loader. `hello` comes first and tells the chat which origin it lives in. */
export type FromLoader =
  | { parley: "hello" }
  | { parley: "open" }
  | { parley: "close" }
  | { parley: "identify"; who: unknown };

/** From the chat. */
export type FromChat =
  /** The chat runs; its colours are the launcher's from now on. */
  | { parley: "ready"; fill: string; ink: string; title: string }
  | { parley: "unread"; count: number; label: string }
  | { parley: "close" }
  /** Whether the next page should load the chat by itself, as there is a conversation to go on with. */
  | { parley: "resume"; on: boolean }
  /** For the listeners of `Parley.on`. */
  | { parley: "event"; name: "ready" | "unread" | "chat" | "message"; detail: unknown };
