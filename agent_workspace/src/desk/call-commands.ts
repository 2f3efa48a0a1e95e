/** What agents do with calls that are not live: have a copy sent, tell how a callback went. */

import type { CallbackOutcome, Interaction } from "@parley/wire";
import type { CommandPorts } from "~/desk/command-ports";

/** Each resolves to whether it had its effect; why it had none has been said. */
export class CallCommands {
  constructor(
    private readonly ports: Pick<CommandPorts, "socket" | "dispatch" | "clock" | "explain">,
  ) {}

  /** "Press 1": the recording goes to one's own address (VML-009). */
  async copy(interactionId: string): Promise<boolean> {
    return this.take(() =>
      this.ports.socket.request("voicemail.copy", { interaction_id: interactionId }),
    );
  }

  /** Nobody needs to call again: the caller was reached, or is given up (CBK-004). */
  async finish(interactionId: string, outcome: CallbackOutcome): Promise<boolean> {
    return this.take(() =>
      this.ports.socket.request("callback.done", { interaction_id: interactionId, outcome }),
    );
  }

  /** Not reached: it comes back at this time, written with its zone (CBK-005). */
  async reschedule(interactionId: string, at: string): Promise<boolean> {
    return this.take(() =>
      this.ports.socket.request("callback.reschedule", { interaction_id: interactionId, at }),
    );
  }

  private async take(ask: () => Promise<{ interaction: Interaction }>): Promise<boolean> {
    const { dispatch, clock, explain } = this.ports;
    try {
      const { interaction } = await ask();
      dispatch({ type: "interaction", payload: interaction, at: clock.exact() });
      return true;
    } catch (error) {
      explain(error);
      return false;
    }
  }
}
