/** The socket to the gateway: the only place that knows socket.io. */

import { io, type Socket } from "socket.io-client";
import type { Link } from "~/state/desk-state";
import { backoff } from "~/transport/backoff";
import { PendingRequests, type Request } from "~/transport/pending-requests";
import type { Answered, Asked, ClientEvent, Pushed, ServerEvent } from "~/transport/wire-events";

export interface GatewaySocketPorts {
  /** Every push, by its name, as it arrives. */
  onEvent<Name extends ServerEvent>(name: Name, payload: Pushed<Name>): void;
  onLink(link: Link): void;
  /** Whether the gateway asks for a newer desk. */
  onUpgradeRequired(): void;
  /** The last `seq` held of each chat, so that the gateway sends what was missed. */
  since(): Record<string, number>;
  locale(): string;
  now(): number;
}

const PROTOCOL = 1;
/** Past this a link is taken for dead: a half-open socket would swallow messages for 45 s. */
const ANSWER_WITHIN_MS = 8_000;
/** Refusals that pass by themselves; any other one means that the session is over. */
const WAIT_FOR = new Set(["unreachable", "rate_limited", "unavailable"]);
/** All of them: whoever adds one to the wire is told here that the desk must hear it. */
const SERVER_EVENTS: Readonly<Record<ServerEvent, true>> = {
  snapshot: true,
  status: true,
  queues: true,
  offer: true,
  "offer.withdrawn": true,
  interaction: true,
  mail: true,
  case: true,
  notice: true,
  screen_pop: true,
  auto_log: true,
  "customer.erased": true,
  agents: true,
  chat: true,
  message: true,
  typing: true,
  read: true,
};

export class GatewaySocket {
  private readonly socket: Socket;
  private readonly pending: PendingRequests;
  private token: string | null = null;
  private attempts = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;

  constructor(private readonly ports: GatewaySocketPorts) {
    this.socket = io({
      path: "/ws/agent",
      autoConnect: false,
      // The desk drives reconnection itself, to say when it tries again.
      reconnection: false,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      timeout: ANSWER_WITHIN_MS,
      withCredentials: true,
      auth: (give) => give(this.credentials()),
    });
    this.pending = new PendingRequests({
      transmit: (request) => this.transmit(request),
      now: ports.now,
    });
    for (const name of Object.keys(SERVER_EVENTS) as ServerEvent[]) {
      this.socket.on(name, (payload) => this.receive(name, payload as never));
    }
    this.socket.on("disconnect", (reason) => this.onDisconnect(reason));
    this.socket.on("connect_error", (error) => this.onRefused(error));
  }

  /** Connects, with the session cookie or the token that stands in for it. */
  open(token: string | null): void {
    this.token = token;
    this.wanted = true;
    this.attempts = 0;
    this.connect();
  }

  close(): void {
    this.wanted = false;
    this.token = null;
    clearTimeout(this.retryTimer);
    this.pending.abandonAll();
    this.socket.disconnect();
  }

  /** Tries at once instead of waiting for the next attempt. */
  retryNow(): void {
    if (!this.wanted || this.socket.connected) return;
    this.attempts = 0;
    this.connect();
  }

  /** Drops a link known to be dead, so that nothing more is written into it. */
  drop(): void {
    if (this.socket.connected) this.socket.io.engine.close();
  }

  /**
   * Asks for something and waits for the answer, across reconnections: repeating is safe.
   * Rejects with a `Refusal`; `patience` is how long to go on without a connection.
   */
  request<Name extends ClientEvent>(
    name: Name,
    payload: Asked<Name>,
    patience: "brief" | "endless" = "brief",
  ): Promise<Answered<Name>> {
    return this.pending.add(name, payload, patience) as Promise<Answered<Name>>;
  }

  /** Says something that is worthless later: dropped when there is no link. */
  mention<Name extends ClientEvent>(name: Name, payload: Asked<Name>): void {
    if (this.socket.connected) this.socket.emit(name, payload, () => undefined);
  }

  private credentials(): Record<string, unknown> {
    const { token } = this;
    return {
      protocol: PROTOCOL,
      since: this.ports.since(),
      locale: this.ports.locale(),
      ...(token === null ? {} : { token }),
    };
  }

  private connect(): void {
    clearTimeout(this.retryTimer);
    this.socket.disconnect().connect();
    this.ports.onLink({ state: "connecting" });
  }

  private receive(name: ServerEvent, payload: never): void {
    this.ports.onEvent(name, payload);
    if (name !== "snapshot") return;
    // Only a desk that shows the present may act on it.
    this.attempts = 0;
    this.ports.onLink({ state: "online" });
    this.pending.resume();
  }

  private onDisconnect(reason: string): void {
    this.pending.pause();
    if (this.wanted && reason !== "io client disconnect") this.retryLater();
  }

  private onRefused(
    error: Error & { data?: { code?: string; retry_after_seconds?: number } },
  ): void {
    // An active socket could not reach the gateway; an inactive one was turned away by it.
    const code = this.socket.active ? "unreachable" : (error.data?.code ?? error.message);
    if (WAIT_FOR.has(code)) {
      this.retryLater((error.data?.retry_after_seconds ?? 0) * 1_000);
      return;
    }
    if (code === "upgrade_required") {
      this.ports.onUpgradeRequired();
      return;
    }
    const hadSession = this.pending.wasLinked;
    this.close();
    this.ports.onLink({ state: "signed_out", reason: hadSession ? "revoked" : "never" });
  }

  private retryLater(atLeastMs = 0): void {
    clearTimeout(this.retryTimer);
    const delay = Math.max(atLeastMs, backoff(this.attempts, Math.random()));
    this.attempts += 1;
    const now = this.ports.now();
    this.ports.onLink({ state: "lost", since: now, retryAt: now + delay });
    this.retryTimer = setTimeout(() => this.connect(), delay);
  }

  private transmit({ name, payload, settle }: Request): void {
    this.socket
      .timeout(ANSWER_WITHIN_MS)
      .emit(name, payload, (silence: Error | null, answer: unknown) => {
        if (silence === null) settle(answer);
        else this.drop();
      });
  }
}
