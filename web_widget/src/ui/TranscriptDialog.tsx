/** Sends a copy of the conversation to an address the customer types. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { withMet } from "../session/known";
import { looksLikeEmail } from "../session/validate";
import { useChatState, useWidget, useWords } from "./context";
import { Dialog } from "./Dialog";
import { Field } from "./Field";

export function TranscriptDialog({
  chatId,
  done,
}: {
  chatId: string;
  done: () => void;
}): JSX.Element {
  const { session, known } = useWidget();
  const { met } = useChatState();
  const words = useWords();
  const [email, setEmail] = useState(withMet(known.value, met).standard.email ?? "");
  const [error, setError] = useState("");
  const [sent, setSent] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!looksLikeEmail(email)) return setError(words.notAnEmail);
    const refusal = await session.transcript(chatId, email.trim());
    if (refusal) setError(refusal.message || words.failed);
    else setSent(true);
  };
  return (
    <Dialog label={words.transcriptTitle} closed={done}>
      <h2>{words.transcriptTitle}</h2>
      {sent ? (
        <>
          <p role="status">{words.transcriptDone(email.trim())}</p>
          <div class="dialog-actions">
            <button type="button" class="button button-primary" onClick={done}>
              {words.close}
            </button>
          </div>
        </>
      ) : (
        <form noValidate onSubmit={(event) => void submit(event)}>
          <Field
            name="email"
            label={words.email}
            type="email"
            value={email}
            error={error}
            autocomplete="email"
            required
            changed={(value) => {
              setEmail(value);
              setError("");
            }}
          />
          <div class="dialog-actions">
            <button type="button" class="button" onClick={done}>
              {words.cancel}
            </button>
            <button type="submit" class="button button-primary">
              {words.transcriptSend}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
