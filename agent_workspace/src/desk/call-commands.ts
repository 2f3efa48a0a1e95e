/** What agents do with calls that are not live: have a copy sent, tell how a callback went. */

import type { CallbackOutcome } from "@parley/wire";

export interface CallPorts {
  /** Rejects with a `Refusal`. */
  request(
    name: "voicemail.copy" | "callback.done" | "callback.reschedule",
    payload: object,
  ): Promise<unknown>;
  explain(error: unknown): void;
}

export class CallCommands {
  constructor(private readonly ports: CallPorts) {}

  /** "Press 1": the recording goes to one's own address (VML-009). */
  async copy(interactionId: string): Promise<boolean> {
    return this.attempt(() =>
      this.ports.request("voicemail.copy", { interaction_id: interactionId }),
    );
  }

  /** Nobody needs to call again: the caller was reached, or is given up (CBK-004). */
  async finish(interactionId: string, outcome: CallbackOutcome): Promise<boolean> {
    return this.attempt(() =>
      this.ports.request("callback.done", { interaction_id: interactionId, outcome }),
    );
  }

  /** Not reached: it comes back at this time, written with its zone (CBK-005). */
  async reschedule(interactionId: string, at: string): Promise<boolean> {
    return this.attempt(() =>
      this.ports.request("callback.reschedule", { interaction_id: interactionId, at }),
    );
  }

  private async attempt(ask: () => Promise<unknown>): Promise<boolean> {
    try {
      await ask();
      return true;
    } catch (error) {
      this.ports.explain(error);
      return false;
    }
  }
}
