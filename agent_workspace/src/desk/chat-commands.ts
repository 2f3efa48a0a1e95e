/** What agents do within a chat: write, tell that they write, read, look further back. */

import { bodyOf, visibleChars } from "~/composer/draft-body";
import type { Drafts } from "~/composer/drafts";
import type { Outbox } from "~/composer/outbox";
import type { CommandPorts } from "~/desk/command-ports";
import type { Written } from "~/editor/written";
import { Refusal } from "~/transport/refusal";

/** A typing mark is repeated this often; it fades on the other side after 6 s. */
const TYPING_EVERY_MS = 3_000;
const PAGE = 100;

export class ChatCommands {
  private readonly typingSaidAt = new Map<string, number>();

  constructor(private readonly ports: CommandPorts & { drafts: Drafts; outbox: Outbox }) {}

  /** Sends the chat's draft; false when there is nothing that could be sent. */
  sendDraft(chatId: string): boolean {
    const { drafts, outbox, state } = this.ports;
    const draft = drafts.of(chatId);
    const { text, html } = bodyOf(draft);
    if (text === "" && html === undefined && draft.attachments.length === 0) return false;
    if (visibleChars(draft) > state.value.settings.max_message_chars) return false;
    drafts.clear(chatId);
    outbox.post(chatId, text, draft.attachments, html);
    this.typingSaidAt.delete(chatId);
    return true;
  }

  write(chatId: string, written: Written): void {
    this.ports.drafts.change(chatId, written);
    const now = this.ports.clock.exact();
    const saidAt = this.typingSaidAt.get(chatId);
    if (written.html === "") {
      if (saidAt === undefined) return;
      this.typingSaidAt.delete(chatId);
      this.ports.socket.mention("chat.typing", { chat_id: chatId, typing: false });
    } else if (saidAt === undefined || now - saidAt >= TYPING_EVERY_MS) {
      this.typingSaidAt.set(chatId, now);
      this.ports.socket.mention("chat.typing", { chat_id: chatId, typing: true });
    }
  }

  /** Everything up to `seq` has been on the screen of somebody looking at it. */
  async markRead(chatId: string, seq: number): Promise<void> {
    const { state, socket, dispatch, clock } = this.ports;
    if (seq <= (state.value.conversations[chatId]?.readByAgent ?? 0)) return;
    dispatch({ type: "read.here", chatId, seq, at: clock.exact() });
    try {
      await socket.request("chat.read", { chat_id: chatId, seq }, "endless");
    } catch (error) {
      // A mark for a chat that has left this desk concerns nobody any more.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async loadOlder(chatId: string): Promise<void> {
    const { state, socket, dispatch, clock, explain } = this.ports;
    const first = state.value.conversations[chatId]?.messages[0]?.seq;
    if (first === undefined) return;
    try {
      const page = await socket.request("chat.history", {
        chat_id: chatId,
        before_seq: first,
        limit: PAGE,
      });
      dispatch({ type: "history", chatId, ...page, direction: "before", at: clock.exact() });
    } catch (error) {
      explain(error);
    }
  }
}
