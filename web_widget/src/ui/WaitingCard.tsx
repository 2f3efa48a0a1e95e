/** The place in the queue and an honest estimate. */
import type { Chat } from "@parley/wire";
import type { JSX } from "preact";
import { awaitsMail } from "../session/state";
import { useChatState, useSpeech, useWidget } from "./context";
import { Icon } from "./Icon";

export function WaitingCard({ chat }: { chat: Chat }): JSX.Element {
  const { session } = useWidget();
  const { words, duration } = useSpeech();
  const { settings } = useChatState();
  const { position, estimated_wait_seconds: wait } = chat;
  if (awaitsMail(chat)) {
    return (
      <section class="waiting" aria-label={words.leftTitle}>
        <Icon name="letter" />
        <p>
          <strong>{words.leftTitle}</strong> {words.leftText}
        </p>
      </section>
    );
  }
  return (
    <section class="waiting" aria-label={words.waitingTitle}>
      <Icon name="clock" />
      <div>
        <p role="status">
          <strong>{position === null ? words.waitingTitle : words.position(position)}</strong>
          <span> {wait === null ? words.waitUnknown : words.wait(duration(wait))}. </span>
        </p>
        <p class="quiet">{words.waitHint}</p>
        {settings?.callback && (
          <button type="button" class="link" onClick={() => session.show("voice")}>
            {words.callInstead}
          </button>
        )}
        {chat.offer_form && (
          <button type="button" class="link" onClick={() => session.show("leave")}>
            {words.leaveInstead}
          </button>
        )}
      </div>
    </section>
  );
}
