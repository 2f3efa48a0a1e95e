/** The history keeper: loads each open chat's log and asks for what is missing in it. */

import type { CommandPorts } from "~/desk/command-ports";
import { type Conversation, firstHole } from "~/state/conversation";
import type { DeskEvent } from "~/state/events";
import { Refusal } from "~/transport/refusal";

const FIRST_PAGE = 100;
const HOLE_PAGE = 200;
/** A younger hole is usually a message that was overtaken on its way. */
const HOLE_PATIENCE_MS = 1_000;
const RELEVANT = new Set<DeskEvent["type"]>([
  "snapshot",
  "offer",
  "interaction",
  "chat",
  "message",
  "history",
  "link",
]);

export class HistoryKeeper {
  private readonly asking = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: CommandPorts) {}

  /** Looks after the logs whenever an event may have left one incomplete. */
  follow(event: DeskEvent): void {
    if (RELEVANT.has(event.type)) this.look();
  }

  private look(): void {
    const { state, clock } = this.ports;
    if (state.peek().link.state === "signed_out") return;
    let wait: number | null = null;
    const { work, offers } = state.peek();
    // An offered chat is read before it is accepted (OFR-008).
    for (const { chat } of [...work, ...offers.map((offer) => offer.interaction)]) {
      const conversation = chat && state.peek().conversations[chat.id];
      if (!conversation || this.asking.has(conversation.chatId)) continue;
      if (!conversation.loaded) void this.load(conversation);
      else if (conversation.holeSince !== null) {
        const left = conversation.holeSince + HOLE_PATIENCE_MS - clock.exact();
        if (left <= 0) void this.fill(conversation);
        else wait = Math.min(wait ?? left, left);
      }
    }
    clearTimeout(this.timer);
    if (wait !== null) this.timer = setTimeout(() => this.look(), wait);
  }

  private load({ chatId, lastSeq }: Conversation): Promise<void> {
    return this.ask(chatId, { before_seq: lastSeq + 1, limit: FIRST_PAGE }, "before");
  }

  private async fill(conversation: Conversation): Promise<void> {
    const hole = firstHole(conversation);
    if (hole === null) return;
    await this.ask(conversation.chatId, { after_seq: hole.after, limit: HOLE_PAGE }, "after");
  }

  private async ask(
    chatId: string,
    range: { before_seq?: number; after_seq?: number; limit: number },
    direction: "before" | "after",
  ): Promise<void> {
    const { socket, dispatch, clock } = this.ports;
    this.asking.add(chatId);
    try {
      const page = await socket.request("chat.history", { chat_id: chatId, ...range }, "endless");
      this.asking.delete(chatId);
      dispatch({ type: "history", chatId, ...page, direction, at: clock.exact() });
    } catch (error) {
      this.asking.delete(chatId);
      // The chat was ended or transferred meanwhile: its log is not this desk's any more.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
