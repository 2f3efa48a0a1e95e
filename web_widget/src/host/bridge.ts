/** The chat's end of the wire to the host page; silent in a window of its own. */
import type { FromChat, FromLoader } from "./messages";

export interface BridgeHandlers {
  /** The loader showed itself: say what it needs to know. */
  hello(): void;
  opened(): void;
  closed(): void;
  identified(who: unknown): void;
}

export class HostBridge {
  /** Whether a host page surrounds the chat. */
  readonly framed = window.parent !== window;
  #hostOrigin: string | null = null;

  constructor(private readonly handlers: BridgeHandlers) {
    if (this.framed) addEventListener("message", this.#heard);
  }

  tell(message: FromChat): void {
    if (this.#hostOrigin) window.parent.postMessage(message, this.#hostOrigin);
  }

  readonly #heard = ({ source, origin, data }: MessageEvent<FromLoader | null>): void => {
    if (source !== window.parent || typeof data !== "object" || data === null) return;
    // The first word fixes the origin. Only pages named by `frame-ancestors` can be the parent at all.
    if (data.parley === "hello") this.#hostOrigin ??= origin;
    if (origin !== this.#hostOrigin) return;
    switch (data.parley) {
      case "hello":
        return this.handlers.hello();
      case "open":
        return this.handlers.opened();
      case "close":
        return this.handlers.closed();
      case "identify":
        return this.handlers.identified(data.who);
    }
  };
}
