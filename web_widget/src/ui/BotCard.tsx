/** While the assistant answers: whether it helped, and the way to a person. */
import type { Chat, ErrorDetail } from "@parley/wire";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { present } from "../session/state";
import { useChatState, useWidget, useWords } from "./context";

export function BotCard({ chat }: { chat: Chat }): JSX.Element {
  const { session } = useWidget();
  const words = useWords();
  const [failed, setFailed] = useState(false);
  const state = useChatState();
  const last = present(state)?.messages.at(-1);
  const choice = (
    label: string,
    chosen: () => Promise<ErrorDetail | null> | undefined,
  ): JSX.Element => (
    <button type="button" class="button" onClick={async () => setFailed(Boolean(await chosen()))}>
      {label}
    </button>
  );
  return (
    <section class="waiting bot" aria-label={words.bot}>
      {last?.asks === "helped" && choice(words.helped, () => session.judge(last, true))}
      {last?.asks === "helped" && choice(words.notHelped, () => session.judge(last, false))}
      {last?.asks === "contact" && choice(words.leaveTitle, () => void session.show("leave"))}
      {last?.asks === "contact" &&
        state.settings?.voice &&
        choice(words.voiceTitle, () => void session.show("voice"))}
      {choice(words.toPerson, () => session.human(chat.id))}
      {failed && (
        <p class="error" role="alert">
          {words.failed}
        </p>
      )}
    </section>
  );
}
