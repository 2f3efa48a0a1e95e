/** A group of messages by one author, with its time and, on the last own one, its mark. */

import type { Message } from "@parley/wire";
import { AttachmentList } from "~/conversation/attachment-list";
import type { MessageGroup } from "~/conversation/grouping";
import { RichText } from "~/conversation/rich-text";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { timeOfDay } from "~/words/calendar";

export interface MessageGroupProps {
  readonly group: MessageGroup;
  readonly who: string;
  readonly readByCustomer: number;
  /** The `seq` of the agent's last message, the one that shows sent or read. */
  readonly lastOwn: number;
}

export function MessageGroupView({ group, who, readByCustomer, lastOwn }: MessageGroupProps) {
  const desk = useDesk();
  const words = desk.words.value;
  const first = group.messages[0] as Message;
  const time = timeOfDay(first.at, desk.locale.value);
  if (group.from === "system") {
    return (
      <p class="log-note">
        {first.notice === null ? first.text : words.chat.notices[first.notice]}{" "}
        <time dateTime={first.at}>{time}</time>
      </p>
    );
  }
  const author =
    group.from === "customer"
      ? group.name || who
      : group.from === "bot"
        ? words.chat.bot
        : words.chat.you;
  return (
    <div class="message-group" data-from={group.from}>
      <p class="message-author" aria-hidden="true">
        <span>{group.from === "agent" ? group.name : author}</span>
        <time dateTime={first.at}>{time}</time>
      </p>
      {group.messages.map((message) => (
        <div key={message.seq} class="message">
          <span class="unseen">
            {words.chat.said(author, timeOfDay(message.at, desk.locale.value))}
          </span>
          {message.text !== "" && <RichText html={message.html} text={message.text} />}
          <AttachmentList attachments={message.attachments} />
          {message.seq === lastOwn && (
            <span class="message-mark" data-read={message.seq <= readByCustomer}>
              <Icon name={message.seq <= readByCustomer ? "checks" : "check"} size="small" />
              {message.seq <= readByCustomer ? words.chat.read : words.chat.sent}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}
