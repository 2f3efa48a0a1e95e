/** The logs of chats that wait to be finished: a list, and each in a dialog. */

import type { ChatLog, LogDraftRow } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import "~/chat_logs/chat-logs.css";
import { WholeLog } from "~/chat_logs/log-facts";
import { LogForm } from "~/chat_logs/log-form";
import { useLog } from "~/chat_logs/use-log";
import { useLogWords } from "~/chat_logs/words";
import { Dialog } from "~/design/dialog";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { ChatLogRequests } from "~/transport/chat-logs";
import { Refusal } from "~/transport/refusal";
import { dateAndTime } from "~/words/calendar";

export function DraftLogs() {
  const desk = useDesk();
  const words = useLogWords();
  const [rows, setRows] = useState<readonly LogDraftRow[]>([]);
  const [open, setOpen] = useState<string | null>(null);
  const look = async () => {
    try {
      setRows(await new ChatLogRequests(() => desk.session.token).drafts());
    } catch (error) {
      // The list of cases itself tells when nothing can be loaded.
      if (!(error instanceof Refusal)) throw error;
    }
  };
  // Whatever makes the cases be looked for again may have finished a log, too.
  useEffect(() => void look(), [desk.mail.finder.found.value]);
  if (rows.length === 0) return null;
  return (
    <section class="draft-logs" aria-label={words.drafts}>
      <h3>{words.drafts}</h3>
      <ul>
        {rows.map(({ interaction_id, subject, queue, ended_at, customer }) => {
          const when = dateAndTime(ended_at, desk.locale.value);
          return (
            <li key={interaction_id}>
              <button
                type="button"
                class="draft-row"
                aria-label={words.row(subject || words.noSubject, when)}
                onClick={() => setOpen(interaction_id)}
              >
                <Icon name="chat" size="small" />
                <span class="clip">{subject || words.noSubject}</span>
                <span class="muted clip">
                  {[customer?.name, queue.name, when].filter(Boolean).join(" · ")}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {open !== null && (
        <LogDialog
          chatId={open}
          onClose={() => {
            setOpen(null);
            void desk.mail.finder.look();
          }}
        />
      )}
    </section>
  );
}

function LogDialog({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const words = useLogWords();
  const { log, failed, again } = useLog(chatId, "");
  return (
    <Dialog title={words.edit} wide onClose={onClose}>
      {log === null ? (
        <p role="status">
          {failed ? words.failed : words.loading}
          {failed && (
            <button type="button" class="button small" onClick={again}>
              {words.tryAgain}
            </button>
          )}
        </p>
      ) : (
        <>
          <LogForm log={log} onDone={onClose} />
          <Discard log={log} onDone={onClose} />
          <WholeLog log={log} />
        </>
      )}
    </Dialog>
  );
}

function Discard({ log, onDone }: { log: ChatLog; onDone: () => void }) {
  const desk = useDesk();
  const words = useLogWords();
  const [asking, setAsking] = useState(false);
  const discard = async () => {
    const requests = new ChatLogRequests(() => desk.session.token);
    try {
      // What was written here meanwhile is thrown away with it.
      const { draft } = await requests.read(log.interaction_id);
      await requests.drop(log.interaction_id, draft.rev);
      desk.toasts.say(words.discarded, "done");
      onDone();
    } catch (error) {
      desk.explain(error);
    }
  };
  if (!asking) {
    return (
      <p class="log-buttons">
        <button type="button" class="button quiet small danger" onClick={() => setAsking(true)}>
          {words.discard}
        </button>
      </p>
    );
  }
  return (
    <p class="log-whose" role="alert">
      {words.discardAsk}
      <button type="button" class="button small danger" onClick={() => void discard()}>
        {words.discardConfirm}
      </button>
      <button type="button" class="button small" onClick={() => setAsking(false)}>
        {desk.words.value.cancel}
      </button>
    </p>
  );
}
