/** What agents do within a chat: write, tell that they write, read, look further back. */

import { openChats } from "~/composer/cut-off";
import { bodyOf, visibleChars } from "~/composer/draft-body";
import type { Drafts } from "~/composer/drafts";
import type { Outbox } from "~/composer/outbox";
import type { Uploads } from "~/composer/uploads";
import type { CommandPorts } from "~/desk/command-ports";
import type { ComingPictures } from "~/editor/coming-pictures";
import type { DraftPlace, Written } from "~/editor/written";
import { Refusal } from "~/transport/refusal";

/** A typing mark is repeated this often; it fades on the other side after 6 s. */
const TYPING_EVERY_MS = 3_000;
const PAGE = 100;

export interface ChatPorts extends CommandPorts {
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly uploads: Pick<Uploads<never>, "of">;
  readonly coming: ComingPictures;
}

export class ChatCommands {
  private readonly typingSaidAt = new Map<string, number>();

  constructor(private readonly ports: ChatPorts) {}

  /** Sends the chat's draft; false when there is nothing that could be sent, or not yet all of it. */
  sendDraft(chatId: string): boolean {
    const { drafts, outbox, state, uploads, coming, toasts } = this.ports;
    const words = this.ports.words.peek();
    if (coming.waits(chatId)) {
      toasts.say(words.editor.pictureComes, "problem");
      return false;
    }
    // One that has failed stands beside the text with its reason, and keeps nothing up.
    if (uploads.of(chatId).some(({ failed }) => !failed)) {
      toasts.say(words.mail.obstacles.uploads, "problem");
      return false;
    }
    const draft = drafts.of(chatId);
    const { text, html } = bodyOf(draft);
    if (text === "" && html === undefined && draft.attachments.length === 0) return false;
    if (visibleChars(draft) > state.value.settings.max_message_chars) return false;
    drafts.clear(chatId);
    outbox.post(chatId, text, draft.attachments, html);
    this.typingSaidAt.delete(chatId);
    return true;
  }

  /** Whether something was written or added, or is being uploaded, that nobody has sent. */
  hasUnsent(chatId: string): boolean {
    const { drafts, uploads, coming } = this.ports;
    const { html, attachments } = drafts.of(chatId);
    const waits = uploads.of(chatId).length > 0 || coming.waits(chatId);
    return html !== "" || attachments.length > 0 || waits;
  }

  /** The chat's draft, for a place to write it in. */
  draftOf(chatId: string): DraftPlace {
    const { drafts, state } = this.ports;
    return {
      id: chatId,
      html: () => (openChats(state.peek()).has(chatId) ? drafts.of(chatId).html : null),
      write: (written) => drafts.change(chatId, written),
    };
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
