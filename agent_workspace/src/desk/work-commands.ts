/** What agents do with contacts: accept, reject, end, annotate, wrap up, transfer. */

import type { Explanation, Interaction, Transfer, TransferTargets } from "@parley/wire";
import type { CommandPorts } from "~/desk/command-ports";

interface Annotation {
  codes?: string[];
  tags?: string[];
  notes?: string;
}

export class WorkCommands {
  constructor(private readonly ports: CommandPorts) {}

  interaction(id: string): Interaction | null {
    return this.ports.state.value.work.find((one) => one.id === id) ?? null;
  }

  /** Accepts and opens the conversation; accepting is the one act that moves the focus. */
  async accept(offerId: string): Promise<void> {
    const { socket, view, explain } = this.ports;
    try {
      const { interaction } = await socket.request("offer.accept", { offer_id: offerId });
      this.take(interaction);
      view.show(interaction.id);
      view.callComposer();
    } catch (error) {
      explain(error);
    }
  }

  async reject(offerId: string): Promise<void> {
    await this.attempt(() => this.ports.socket.request("offer.reject", { offer_id: offerId }));
  }

  /** Takes a mail out of turn; opening it is the act that moves the focus (EPL-008). */
  async pull(interactionId: string): Promise<void> {
    const { socket, view } = this.ports;
    await this.attempt(async () => {
      const answer = await socket.request("email.pull", { interaction_id: interactionId });
      this.take(answer.interaction);
      view.show(interactionId);
      view.callComposer();
    });
  }

  async discard(interactionIds: string[]): Promise<void> {
    const { socket, toasts, words } = this.ports;
    await this.attempt(async () => {
      await socket.request("email.discard", { interaction_ids: interactionIds });
      toasts.say(words.value.pending.discarded(interactionIds.length), "done");
    });
  }

  async end(interactionId: string): Promise<void> {
    await this.attempt(async () => {
      const answer = await this.ports.socket.request("interaction.end", {
        interaction_id: interactionId,
      });
      this.take(answer.interaction);
    });
  }

  async extend(interactionId: string): Promise<void> {
    await this.attempt(() =>
      this.ports.socket.request("interaction.extend_wrap_up", { interaction_id: interactionId }),
    );
  }

  async finish(interactionId: string): Promise<void> {
    await this.attempt(() =>
      this.ports.socket.request("interaction.wrap_up", { interaction_id: interactionId }),
    );
  }

  /** True once stored; the change shows at once and goes back if it is refused. */
  async annotate(interactionId: string, change: Annotation): Promise<boolean> {
    const { socket, dispatch, clock, explain } = this.ports;
    const before = this.interaction(interactionId);
    if (before === null) return false;
    dispatch({ type: "annotated.here", interactionId, ...change, at: clock.exact() });
    try {
      const answer = await socket.request("interaction.annotate", {
        interaction_id: interactionId,
        ...change,
      });
      this.take(answer.interaction);
      return true;
    } catch (error) {
      // Notes stay as written: losing a sentence is worse than showing one not yet stored.
      if (change.notes === undefined) {
        dispatch({ type: "annotation.refused", interaction: before, at: clock.exact() });
      }
      explain(error);
      return false;
    }
  }

  async targets(interactionId: string): Promise<TransferTargets | null> {
    return this.attempt(() =>
      this.ports.socket.request("transfer.targets", { interaction_id: interactionId }),
    );
  }

  /**
   * Tells the customer first (CHT-040), then transfers.
   *
   * Rejects with a `Refusal`: the dialog itself answers `unattended`.
   */
  async transfer(transfer: Transfer, lineId: string, line: string): Promise<void> {
    const { socket, dispatch, clock } = this.ports;
    const chat = this.interaction(transfer.interaction_id)?.chat;
    if (chat !== undefined && line !== "") {
      // One id for all attempts of one dialog: the customer hears it once.
      const said = { chat_id: chat.id, client_id: lineId, text: line };
      const { message } = await socket.request("chat.send", said);
      dispatch({ type: "message", payload: message, at: clock.exact() });
    }
    await socket.request("interaction.transfer", transfer);
  }

  async explanation(interactionId: string): Promise<Explanation | null> {
    return this.attempt(() =>
      this.ports.socket.request("interaction.explain", { interaction_id: interactionId }),
    );
  }

  async block(interactionId: string, hours: number): Promise<void> {
    const done = await this.attempt(() =>
      this.ports.socket.request("visitor.block", { interaction_id: interactionId, hours }),
    );
    if (done !== null) this.ports.toasts.say(this.ports.words.value.customer.blocked, "done");
  }

  private take(interaction: Interaction): void {
    const { dispatch, clock } = this.ports;
    dispatch({ type: "interaction", payload: interaction, at: clock.exact() });
  }

  private async attempt<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
    try {
      return await ask();
    } catch (error) {
      this.ports.explain(error);
      return null;
    }
  }
}
