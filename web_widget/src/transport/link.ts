/** The lasting link to the gateway: connects, notices silence, connects again. */
import type { WidgetClientEvents } from "@parley/wire";
import { delayAfter } from "./backoff";
import type { Channel, OpenChannel } from "./channel";
import { refusalCode } from "./packets";

/** Milliseconds an acknowledgement may take before the connection counts as dead. */
const ACK_WITHIN = 10_000;
/** Milliseconds between attempts after a refusal that waiting alone will not mend. */
const REFUSED_PAUSE = 60_000;
const PASSING = new Set(["rate_limited", "unavailable"]);

export type LinkState = "connecting" | "online" | "offline" | "refused";

export interface LinkHandlers {
  auth(): object;
  changed(state: LinkState, code: string | null): void;
  event(name: string, payload: unknown): void;
}

export type Command = keyof WidgetClientEvents;
export type PayloadOf<C extends Command> = Parameters<WidgetClientEvents[C]>[0];
export type AnswerTo<C extends Command> = Parameters<Parameters<WidgetClientEvents[C]>[1]>[0];

/** Raised by `Link.call` when no answer can come any more; repeating is safe. */
export class LinkLost extends Error {}

export class Link {
  #channel: Channel | null = null;
  #state: LinkState = "connecting";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #refusedWith: string | null = null;
  #stopped = false;
  readonly #lost = new Set<() => void>();

  constructor(
    private readonly open: OpenChannel,
    private readonly openFallback: () => Promise<OpenChannel>,
    private readonly handlers: LinkHandlers,
  ) {}

  start(): void {
    this.#stopped = false;
    addEventListener("online", this.restart);
    addEventListener("offline", this.drop);
    void this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    removeEventListener("online", this.restart);
    removeEventListener("offline", this.drop);
    clearTimeout(this.#timer);
    this.#channel?.close();
  }

  /** Tries at once, with fresh `auth`. */
  readonly restart = (): void => {
    this.#failures = 0;
    this.drop();
    clearTimeout(this.#timer);
    void this.#connect();
  };

  /** Gives the present connection up; a half-open one would only be noticed much later. */
  readonly drop = (): void => {
    this.#channel?.close();
  };

  /** Sends what needs no answer; dropped while there is no connection. */
  tell<C extends Command>(name: C, payload: PayloadOf<C>): void {
    if (this.#state === "online") this.#channel?.emit(name, payload, () => {});
  }

  /** Sends a command. @throws {LinkLost} when the connection ends before its answer. */
  call<C extends Command>(name: C, payload: PayloadOf<C>): Promise<AnswerTo<C>> {
    const channel = this.#channel;
    return new Promise((resolve, reject) => {
      if (this.#state !== "online" || !channel) return reject(new LinkLost(name));
      const lost = (): void => {
        clearTimeout(timer);
        reject(new LinkLost(name));
      };
      const timer = setTimeout(() => channel.close(), ACK_WITHIN);
      this.#lost.add(lost);
      channel.emit(name, payload, (answer) => {
        clearTimeout(timer);
        this.#lost.delete(lost);
        resolve(answer as AnswerTo<C>);
      });
    });
  }

  async #connect(): Promise<void> {
    if (this.#stopped || this.#channel) return;
    // After two failures every other attempt goes by polling: the gateway may be down, or a proxy in between.
    const turn = this.#failures >= 2 && this.#failures % 2 === 0 && navigator.onLine;
    const open = turn ? await this.#fallback() : this.open;
    if (this.#stopped || this.#channel) return;
    this.#change("connecting");
    this.#refusedWith = null;
    this.#channel = open(() => this.handlers.auth(), {
      opened: () => {
        this.#failures = 0;
        this.#change("online");
      },
      refused: (body) => {
        this.#refusedWith = refusalCode(body);
      },
      event: (name, payload) => this.handlers.event(name, payload),
      closed: () => this.#closed(),
    });
  }

  async #fallback(): Promise<OpenChannel> {
    try {
      return await this.openFallback();
    } catch {
      return this.open; // the chunk could not be fetched, so the gateway is away: keep asking the cheap way
    }
  }

  #closed(): void {
    this.#channel = null;
    for (const lost of this.#lost) lost();
    this.#lost.clear();
    if (this.#stopped) return;
    const refused = this.#refusedWith !== null && !PASSING.has(this.#refusedWith);
    this.#change(refused ? "refused" : "offline", this.#refusedWith);
    clearTimeout(this.#timer);
    const pause = refused ? REFUSED_PAUSE : delayAfter(this.#failures++, Math.random());
    this.#timer = setTimeout(() => void this.#connect(), pause);
  }

  #change(state: LinkState, code: string | null = null): void {
    this.#state = state;
    this.handlers.changed(state, code);
  }
}
