/** One row of the log. */
import type { Chat } from "@parley/wire";
import type { JSX } from "preact";
import type { Line, Row } from "../session/rows";
import { Attachments } from "./Attachments";
import { useChatState, useSpeech, useWidget, useWords } from "./context";
import { Icon } from "./Icon";
import { RichText } from "./RichText";

export function LogRow({ row, dayOf }: { row: Row; dayOf: (at: string) => string }): JSX.Element {
  const { words, time } = useSpeech();
  switch (row.kind) {
    case "day":
      return (
        <li class="day">
          <span>{dayOf(row.at)}</span>
        </li>
      );
    case "note":
      return (
        <li class="note">
          <RichText html={row.message.html} text={row.message.text} />
        </li>
      );
    case "ended":
      return (
        <li class="note">
          {endedBy(row.chat, words)}{" "}
          {row.chat.ended_at && <time dateTime={row.chat.ended_at}>{time(row.chat.ended_at)}</time>}
        </li>
      );
    case "group": {
      const own = row.from === "customer";
      const name = own ? words.you : row.name || (row.from === "bot" ? words.bot : words.someone);
      return (
        <li class={own ? "group own" : "group"}>
          <p class="said">
            <span class={own ? "hidden" : ""}>{name}</span>
            <time dateTime={row.at}>{time(row.at)}</time>
          </p>
          {row.lines.map((line) => (
            <Bubble key={line.key} line={line} />
          ))}
        </li>
      );
    }
  }
}

function Bubble({ line }: { line: Line }): JSX.Element {
  const { session } = useWidget();
  const words = useWords();
  if (line.kind === "message") {
    const { message, mark } = line;
    return (
      <>
        <div class="bubble">
          {(message.text || message.html) && <RichText html={message.html} text={message.text} />}
          <Attachments chatId={message.chat_id} seq={message.seq} files={message.attachments} />
        </div>
        {mark && (
          <p class="mark">
            <Icon name="check" />
            {mark === "read" ? words.read : words.sent}
          </p>
        )}
      </>
    );
  }
  const { pending } = line;
  const failed = pending.state === "failed";
  const online = useChatState().link === "online";
  return (
    <>
      <div class={failed ? "bubble failed" : "bubble pending"}>
        {pending.text && <RichText html="" text={pending.text} />}
        <Attachments chatId={pending.chat_id} seq={null} files={pending.attachments} />
      </div>
      {failed ? (
        <p class="mark mark-failed" role="alert">
          <span class="failure">
            <Icon name="warning" />
            <span>
              {words.notSent} {pending.error?.message}
            </span>
          </span>
          <button type="button" class="link" onClick={() => session.retry(pending.client_id)}>
            {words.retry}
          </button>
          <button type="button" class="link" onClick={() => session.discard(pending.client_id)}>
            {words.discard}
          </button>
        </p>
      ) : (
        <p class="mark">
          <Icon name="clock" />
          {online ? words.sending : words.queued}
        </p>
      )}
    </>
  );
}

function endedBy({ end_reason, agent }: Chat, words: ReturnType<typeof useWords>): string {
  if (end_reason === "customer") return words.chatEndedBy.customer;
  if (end_reason === "agent" && agent) return words.chatEndedBy.agent(agent.name);
  return words.chatEnded;
}
