/** Messages still on their way: sending, kept for the link, or refused with a way on. */

import type { Message } from "@parley/wire";
import type { OutboxItem } from "~/composer/outbox";
import { AttachmentList } from "~/conversation/attachment-list";
import { RichText } from "~/conversation/rich-text";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function OutgoingMessages(props: {
  items: readonly OutboxItem[];
  held: readonly Message[];
}) {
  const desk = useDesk();
  const words = desk.words.value.chat;
  // The push may overtake the acknowledgement: then the message stands in the log already.
  const arrived = new Set(props.held.map((message) => message.client_id));
  const online = desk.state.value.link.state === "online";
  const items = props.items.filter((item) => !arrived.has(item.clientId));
  if (items.length === 0) return null;
  return (
    <div class="message-group" data-from="agent">
      {items.map((item) => (
        <div key={item.clientId} class="message outgoing" data-failed={item.problem !== null}>
          {(item.text !== "" || item.html !== undefined) && (
            <RichText html={item.html ?? ""} text={item.text} />
          )}
          <AttachmentList attachments={item.attachments} />
          {item.problem === null ? (
            <span class="message-mark">
              <Icon name="clock" size="small" />
              {online ? words.sending : words.waitingLink}
            </span>
          ) : (
            <div class="message-failure" role="alert">
              <Icon name="warning" size="small" />
              <span>
                <strong>{words.notSent}.</strong> {item.problem}
              </span>
              <div>
                <button
                  type="button"
                  class="button small"
                  onClick={() => desk.outbox.retry(item.clientId)}
                >
                  {words.retry}
                </button>
                <button
                  type="button"
                  class="button quiet small"
                  onClick={() => desk.outbox.discard(item.clientId)}
                >
                  {words.discard}
                </button>
              </div>
            </div>
          )}
        </div>
      ))}
    </div>
  );
}
