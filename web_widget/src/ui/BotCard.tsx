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
  const last = present(useChatState())?.messages.at(-1);
  const choice = (label: string, asked: () => Promise<ErrorDetail | null>): JSX.Element => (
    <button
      type="button"
      class="button"
      onClick={() => void asked().then((error) => setFailed(error !== null))}
    >
      {label}
    </button>
  );
  return (
    <section class="waiting bot" aria-label={words.bot}>
      {last?.asks === "helped" && (
        <>
          {choice(words.helped, () => session.judge(last, true))}
          {choice(words.notHelped, () => session.judge(last, false))}
        </>
      )}
      {last?.asks === "contact" && (
        <button type="button" class="button" onClick={() => session.show("leave")}>
          {words.leaveTitle}
        </button>
      )}
      {choice(words.toPerson, () => session.human(chat.id))}
      {failed && (
        <p class="error" role="alert">
          {words.failed}
        </p>
      )}
    </section>
  );
}
