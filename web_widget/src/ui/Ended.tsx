/** After the end: a rating, a copy, a new start. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { mayStart, present } from "../session/state";
import { canBeCopied } from "../session/thread";
import { useChatState, useWidget, useWords } from "./context";
import { Icon } from "./Icon";
import { Rating } from "./Rating";
import { TranscriptDialog } from "./TranscriptDialog";

export function Ended(): JSX.Element {
  const { session } = useWidget();
  const words = useWords();
  const [copying, setCopying] = useState(false);
  const state = useChatState();
  const { settings, rated } = state;
  const thread = present(state);
  const chat = thread?.chat ?? null;
  const canStart = settings !== null && mayStart(settings);
  return (
    <section class="ended">
      {chat?.agent && (
        <Rating
          key={chat.id}
          chatId={chat.id}
          done={chat.rating !== null || rated.includes(chat.id)}
        />
      )}
      <div class="ended-actions">
        {thread && canBeCopied(thread) && (
          <button type="button" class="link" onClick={() => setCopying(true)}>
            <Icon name="letter" />
            {words.transcript}
          </button>
        )}
        <button
          type="button"
          class="button button-primary button-wide"
          data-focus=""
          onClick={() => session.show(canStart ? "start" : "leave")}
        >
          {canStart ? words.startAgain : words.leaveTitle}
        </button>
      </div>
      {chat && copying && <TranscriptDialog chatId={chat.id} done={() => setCopying(false)} />}
    </section>
  );
}
