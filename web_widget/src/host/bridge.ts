/** The chat's end of the wire to the host page; silent in a window of its own. */
import type { EventName, FromChat, FromLoader, LauncherState } from "./messages";

export class HostBridge {
  /** Whether a host page surrounds the chat. */
  readonly framed = window.parent !== window;
  #hostOrigin: string | null = null;
  #state: LauncherState | null = null;

  constructor(private readonly heard: (message: FromLoader) => void) {
    if (this.framed) addEventListener("message", this.#listen);
  }

  /** Keeps the launcher as it should be; sent when it changes. */
  show(state: LauncherState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#post({ state });
  }

  close(): void {
    this.#post({ close: true });
  }

  emit(name: EventName, detail: unknown = null): void {
    this.#post({ event: [name, detail] });
  }

  readonly #listen = ({ source, origin, data }: MessageEvent<FromLoader | null>): void => {
    if (source !== window.parent || typeof data?.open !== "boolean") return;
    // The first word fixes the origin. Only pages named by `frame-ancestors` can be the parent at all.
    if (this.#hostOrigin === null) {
      this.#hostOrigin = origin;
      if (this.#state) this.#post({ state: this.#state });
    }
    if (origin === this.#hostOrigin) this.heard(data);
  };

  #post(message: FromChat): void {
    if (this.#hostOrigin !== null) window.parent.postMessage(message, this.#hostOrigin);
  }
}
