/** Asks once before a conversation ends. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useWidget, useWords } from "./context";
import { Dialog } from "./Dialog";

export function EndDialog({ chatId, done }: { chatId: string; done: () => void }): JSX.Element {
  const { session } = useWidget();
  const words = useWords();
  const [error, setError] = useState("");
  const end = async (): Promise<void> => {
    const refusal = await session.end(chatId);
    if (refusal && refusal.code !== "chat_ended") setError(refusal.message || words.failed);
    else done();
  };
  return (
    <Dialog label={words.endTitle} closed={done}>
      <h2>{words.endTitle}</h2>
      <p>{words.endText}</p>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={done}>
          {words.endNo}
        </button>
        <button type="button" class="button button-danger" onClick={() => void end()}>
          {words.endYes}
        </button>
      </div>
    </Dialog>
  );
}
