/** Requests on their way: kept until answered, repeated in order after a reconnection. */

import type { ErrorDetail } from "@parley/wire";
import { Refusal } from "~/transport/refusal";

export interface Request {
  readonly name: string;
  readonly payload: unknown;
  settle(answer: unknown): void;
}

interface Waiting extends Request {
  readonly patience: "brief" | "endless";
  readonly askedAt: number;
  give(answer: unknown): void;
  refuse(refusal: Refusal): void;
}

export interface PendingPorts {
  transmit(request: Request): void;
  now(): number;
}

/** How long a person's command outlives a broken link before they are told. */
export const BRIEF_MS = 15_000;

export class PendingRequests {
  private readonly waiting = new Set<Waiting>();
  private linked = false;
  /** Whether a link ever stood: a later refusal then means a revoked session. */
  wasLinked = false;

  constructor(private readonly ports: PendingPorts) {}

  add(name: string, payload: unknown, patience: "brief" | "endless"): Promise<unknown> {
    return new Promise((give, refuse) => {
      const request: Waiting = {
        name,
        payload,
        patience,
        askedAt: this.ports.now(),
        give,
        refuse,
        settle: (answer) => this.settle(request, answer),
      };
      this.waiting.add(request);
      if (this.linked) this.ports.transmit(request);
      if (patience === "brief") setTimeout(() => this.giveUp(request), BRIEF_MS);
    });
  }

  /** The link stands: everything unanswered goes out again, oldest first. */
  resume(): void {
    this.linked = true;
    this.wasLinked = true;
    for (const request of this.waiting) this.ports.transmit(request);
  }

  pause(): void {
    this.linked = false;
  }

  /** The session is over: nobody will answer any more. */
  abandonAll(): void {
    this.pause();
    this.wasLinked = false;
    for (const request of this.waiting) request.refuse(Refusal.noConnection());
    this.waiting.clear();
  }

  private settle(request: Waiting, answer: unknown): void {
    // A repeated request is answered twice; the second answer finds it gone.
    if (!this.waiting.delete(request)) return;
    const { ok, error } = answer as { ok: boolean; error?: ErrorDetail };
    if (ok) request.give(answer);
    else request.refuse(new Refusal(error ?? { code: "unexpected", message: "" }));
  }

  private giveUp(request: Waiting): void {
    if (this.waiting.delete(request)) request.refuse(Refusal.noConnection());
  }
}
