/** The link renewer: attachments' signed addresses are asked for anew before they lapse. */

import type { CommandPorts } from "~/desk/command-ports";
import { Refusal } from "~/transport/refusal";

/** An address works for ten minutes; this leaves time for a slow answer. */
const EVERY_MS = 8 * 60 * 1_000;

export function startRenewingLinks(ports: CommandPorts): void {
  setInterval(() => void renewAll(ports), EVERY_MS);
}

async function renewAll(ports: CommandPorts): Promise<void> {
  const { work, conversations } = ports.state.peek();
  for (const { chat } of work) {
    const messages = (chat && conversations[chat.id]?.messages) ?? [];
    for (const { chat_id, seq, attachments } of messages) {
      if (attachments.length > 0) await renew(ports, chat_id, seq);
    }
  }
}

async function renew(ports: CommandPorts, chatId: string, seq: number): Promise<void> {
  const { socket, dispatch, clock } = ports;
  try {
    const range = { chat_id: chatId, after_seq: seq - 1, limit: 1 };
    const page = await socket.request("chat.history", range);
    dispatch({ type: "history", chatId, ...page, direction: "after", at: clock.exact() });
  } catch (error) {
    // Without a link now: the next round renews it.
    if (!(error instanceof Refusal)) throw error;
  }
}
