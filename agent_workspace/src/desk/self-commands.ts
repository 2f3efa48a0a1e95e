/** What agents do about themselves: status, stop new, queues, preferences. */

import type { ChosenStatus, CodeList, Preferences } from "@parley/wire";
import type { CommandPorts } from "~/desk/command-ports";

export class SelfCommands {
  constructor(private readonly ports: CommandPorts) {}

  /** The codes to choose from before `status`, or an empty list (STC-003, STC-006). */
  codesFor(status: ChosenStatus): readonly CodeList[] {
    return this.ports.state.value.statusCodes.filter((list) => list.statuses.includes(status));
  }

  /** Changes the status, asking for a code first where there are any; null: without one. */
  async choose(status: ChosenStatus, code?: string | null): Promise<void> {
    const { socket, view, explain } = this.ports;
    if (code === undefined && status !== "available" && this.codesFor(status).length > 0) {
      view.dialog.value = { kind: "status_code", status };
      return;
    }
    try {
      await socket.request("status.set", { status, ...(code == null ? {} : { code }) });
    } catch (error) {
      explain(error);
    }
  }

  async stopNew(on: boolean): Promise<void> {
    try {
      await this.ports.socket.request("stop_new.set", { on });
    } catch (error) {
      this.ports.explain(error);
    }
  }

  /** Puts a notice away, here at once. */
  async putAway(id: string): Promise<void> {
    const { socket, dispatch, clock, explain } = this.ports;
    dispatch({ type: "notice.away", id, at: clock.exact() });
    try {
      await socket.request("notice.seen", { notice_id: id });
    } catch (error) {
      explain(error);
    }
  }

  async enableQueues(queueIds: string[]): Promise<void> {
    const { socket, dispatch, clock, explain } = this.ports;
    try {
      const { queues } = await socket.request("queues.enable", { queue_ids: queueIds });
      dispatch({ type: "queues", payload: queues, at: clock.exact() });
    } catch (error) {
      explain(error);
    }
  }

  /** Shows the change at once and takes the gateway's answer as the truth. */
  async prefer(change: Partial<Preferences>): Promise<void> {
    const { state, socket, dispatch, clock, explain } = this.ports;
    const before = state.value.preferences;
    dispatch({ type: "preferences", preferences: { ...before, ...change }, at: clock.exact() });
    try {
      const { preferences } = await socket.request("preferences.set", change);
      dispatch({ type: "preferences", preferences, at: clock.exact() });
    } catch (error) {
      dispatch({ type: "preferences", preferences: before, at: clock.exact() });
      explain(error);
    }
  }
}
