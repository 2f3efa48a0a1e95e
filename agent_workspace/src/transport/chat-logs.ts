/** Logs of chats over HTTP: read, kept as drafts, saved as cases. */

import type {
  ChatLog,
  FinishChatLog,
  LogDraftRow,
  LogDrafts,
  Ok,
  ReadChatLog,
  SaveChatLog,
} from "@parley/wire";
import { ask } from "~/transport/http";

/** Every method rejects with a `Refusal`. */
export class ChatLogRequests {
  constructor(private readonly token: () => string | null) {}

  /** One's own logs that are not finished. */
  async drafts(): Promise<readonly LogDraftRow[]> {
    return (await this.ask<LogDrafts>("GET", "/api/v1/chat-logs")).drafts;
  }

  read(chatId: string): Promise<ChatLog> {
    return this.log("GET", pathOf(chatId));
  }

  keep(chatId: string, written: SaveChatLog): Promise<ChatLog> {
    return this.log("PUT", pathOf(chatId), written);
  }

  drop(chatId: string, rev: number): Promise<Ok> {
    return this.ask("DELETE", `${pathOf(chatId)}?rev=${rev}`);
  }

  /** Saves it as a case; repeating it opens none twice. */
  finish(chatId: string, written: FinishChatLog): Promise<ChatLog> {
    return this.log("POST", `${pathOf(chatId)}/case`, written);
  }

  private async log(method: "GET" | "PUT" | "POST", path: string, body?: object): Promise<ChatLog> {
    return (await this.ask<ReadChatLog>(method, path, body)).log;
  }

  private ask<Answer>(
    method: "GET" | "PUT" | "POST" | "DELETE",
    path: string,
    body?: object,
  ): Promise<Answer> {
    return ask({ method, path, token: this.token(), ...(body === undefined ? {} : { body }) });
  }
}

function pathOf(chatId: string): string {
  return `/api/v1/chat-logs/${encodeURIComponent(chatId)}`;
}
