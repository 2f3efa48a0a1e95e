/** A log as the gateway knows it, read anew whenever something of it has changed. */

import type { ChatLog } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { ChatLogRequests } from "~/transport/chat-logs";
import { Refusal } from "~/transport/refusal";

export interface HeldLog {
  readonly log: ChatLog | null;
  readonly failed: boolean;
  take(log: ChatLog): void;
  again(): void;
}

/** `version` is whatever changes when the log does. */
export function useLog(chatId: string, version: string): HeldLog {
  const desk = useDesk();
  const [log, setLog] = useState<ChatLog | null>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    setFailed(false);
    new ChatLogRequests(() => desk.session.token).read(chatId).then(
      (read) => {
        if (current) setLog(read);
      },
      (error) => {
        if (!(error instanceof Refusal)) throw error;
        if (current) setFailed(true);
      },
    );
    return () => {
      current = false;
    };
  }, [chatId, version, tries]);
  return { log, failed, take: setLog, again: () => setTries((n) => n + 1) };
}
