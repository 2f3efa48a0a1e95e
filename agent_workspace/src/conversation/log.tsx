/** A chat's log: live only while its conversation is the active one. */

import type { Chat, Interaction } from "@parley/wire";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { groupByDay, type MessageGroup } from "~/conversation/grouping";
import { partedAtHandOver } from "~/conversation/handed-over";
import { MessageGroupView } from "~/conversation/message-group";
import { OutgoingMessages } from "~/conversation/outgoing-messages";
import { deferred } from "~/design/deferred";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { customerName } from "~/my_work/customer-name";
import { emptyConversation } from "~/state/conversation";
import { dayName } from "~/words/calendar";

const BotBlock = deferred(async () => (await import("~/conversation/bot-block")).BotBlock);

/** Nearer to the end than this counts as being there. */
const END_PIXELS = 48;

export function Log(props: { interaction: Interaction; chat: Chat; active: boolean }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { interaction, chat, active } = props;
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(false);
  const held = desk.state.value.conversations[chat.id] ?? emptyConversation(chat.id);
  const outgoing = desk.outbox.items.value.filter((item) => item.chatId === chat.id);
  const who = customerName(interaction, words);
  const last = held.messages.at(-1)?.seq ?? 0;
  const first = held.messages[0]?.seq ?? 0;
  const parted = partedAtHandOver(held.messages);

  const group = (each: MessageGroup) => (
    <MessageGroupView
      key={each.key}
      group={each}
      who={who}
      readByCustomer={held.readByCustomer}
      lastOwn={lastOwnSeq(held.messages)}
    />
  );

  const toEnd = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setBehind(false);
  };
  const seen = () => {
    if (atEnd.current && last > 0 && document.hasFocus()) void desk.chat.markRead(chat.id, last);
  };

  // New words are followed only by whoever was reading the last ones.
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setBehind(true);
  }, [last, outgoing.length]);

  // Older messages appear above without moving what is being read.
  const height = useRef(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null && !atEnd.current)
      element.scrollTop += element.scrollHeight - height.current;
    height.current = element?.scrollHeight ?? 0;
  }, [first]);

  useEffect(() => {
    if (!active) return undefined;
    seen();
    window.addEventListener("focus", seen);
    return () => window.removeEventListener("focus", seen);
  }, [active, last]);

  // The column changes its size with the composer, the window and the drawers.
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < END_PIXELS;
    height.current = element.scrollHeight;
    if (atEnd.current) {
      setBehind(false);
      if (active) seen();
    }
  };

  return (
    <div class="log-frame">
      <div
        ref={box}
        class="log scroll"
        role="log"
        aria-live={active ? "polite" : "off"}
        aria-busy={!held.loaded}
        aria-label={words.chat.log(who)}
        tabIndex={0}
        onScroll={onScroll}
      >
        {held.moreBefore && (
          <button
            type="button"
            class="button quiet small log-older"
            onClick={() => void desk.chat.loadOlder(chat.id)}
          >
            {words.chat.older}
          </button>
        )}
        {!held.loaded && <p class="log-note">{words.chat.loading}</p>}
        {parted !== null && (
          <BotBlock messages={parted.before}>
            {groupByDay(parted.before).flatMap(({ groups }) => groups.map(group))}
          </BotBlock>
        )}
        {groupByDay(parted?.after ?? held.messages).map(({ day, at, groups }) => (
          <div key={day} class="log-day">
            <h3 class="day-mark">
              <span>{dayName(at, desk.clock.now.peek(), desk.locale.value, words)}</span>
            </h3>
            {groups.map(group)}
          </div>
        ))}
        <OutgoingMessages items={outgoing} held={held.messages} />
      </div>
      {behind && (
        <button type="button" class="button small log-behind" onClick={toEnd}>
          <Icon name="chevron" size="small" />
          {words.chat.newBelow}
        </button>
      )}
      <p class="typing-line muted" aria-live="off">
        {held.typing !== null
          ? words.chat.typing(who)
          : chat.state === "active" && !chat.customer_connected
            ? words.chat.customerLeft
            : ""}
      </p>
    </div>
  );
}

function lastOwnSeq(messages: readonly { seq: number; from: string }[]): number {
  return messages.findLast((message) => message.from === "agent")?.seq ?? 0;
}
