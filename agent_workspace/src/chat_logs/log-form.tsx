/** A log to be finished: its subject, a description, what becomes of the case, whose it is. */

import type { CaseStatus, ChatLog, SaveChatLog } from "@parley/wire";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type ChosenCustomer, CustomerChoice } from "~/chat_logs/customer-choice";
import { knownOf } from "~/chat_logs/known-customer";
import { useLogWords } from "~/chat_logs/words";
import { useDesk } from "~/desk/desk-context";
import { ChatLogRequests } from "~/transport/chat-logs";

/** A pause in writing this long is the moment to save the draft. */
const PAUSE_MS = 700;
const MOST = { subject: 500, description: 5_000 };
const STATUSES: readonly CaseStatus[] = ["closed", "open", "pending"];

type Saving = "untouched" | "waiting" | "saving" | "saved";

export interface LogFormProps {
  readonly log: ChatLog;
  /** Whose contact it is by the screen pop, where that is known. */
  readonly popped?: ChosenCustomer | null;
  /** Says whose contact it is, as long as that is in hand. */
  readonly onChosen?: (customer: ChosenCustomer) => Promise<void>;
  readonly onDone: (log: ChatLog | null) => void;
}

export function LogForm({ log, popped = null, onChosen, onDone }: LogFormProps) {
  const desk = useDesk();
  const words = useLogWords();
  const { statuses } = desk.words.value.cases;
  const requests = new ChatLogRequests(() => desk.session.token);
  const id = useId();
  const [written, setWritten] = useState({
    subject: log.draft.subject,
    description: log.draft.description,
    status: log.draft.status,
  });
  const [saving, setSaving] = useState<Saving>("untouched");
  const [choosing, setChoosing] = useState<"then save" | "only" | null>(null);
  const [own, setOwn] = useState<ChosenCustomer | null>(null);
  const [busy, setBusy] = useState(false);
  const rev = useRef(log.draft.rev);
  const unsaved = useRef<Omit<SaveChatLog, "rev"> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const customer = own ?? popped ?? known(log);

  /** One save after the other: each names the revision that the one before has made. */
  const inTurn = <Answer,>(act: () => Promise<Answer>): Promise<Answer> => {
    const mine = turn.current.then(act, act);
    turn.current = mine.catch(() => undefined);
    return mine;
  };
  const keep = () => {
    clearTimeout(timer.current);
    const what = unsaved.current;
    if (what === null) return Promise.resolve(true);
    unsaved.current = null;
    setSaving("saving");
    return inTurn(async () => {
      try {
        const kept = await requests.keep(log.interaction_id, { ...what, rev: rev.current });
        rev.current = kept.draft.rev;
        setSaving(unsaved.current === null ? "saved" : "waiting");
        return true;
      } catch (error) {
        unsaved.current ??= what;
        setSaving("waiting");
        desk.explain(error);
        return false;
      }
    });
  };
  const change = (what: Partial<typeof written>) => {
    const next = { ...written, ...what };
    setWritten(next);
    unsaved.current = next;
    setSaving("waiting");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void keep(), PAUSE_MS);
  };
  // Leaving must not lose the last words.
  useEffect(() => () => void keep(), []);

  const finish = async (whose: ChosenCustomer) => {
    if (busy) return;
    setBusy(true);
    clearTimeout(timer.current);
    unsaved.current = null;
    try {
      await onChosen?.(whose);
      const done = await inTurn(() =>
        requests.finish(log.interaction_id, {
          ...written,
          rev: rev.current,
          customer_id: whose.id,
        }),
      );
      desk.toasts.say(words.saved(done.case?.number ?? ""), "done");
      onDone(done);
    } catch (error) {
      unsaved.current = written;
      desk.explain(error);
    } finally {
      setBusy(false);
    }
  };

  const status: Record<Saving, string> = {
    untouched: "",
    waiting: words.unsaved,
    saving: words.keeping,
    saved: words.kept,
  };
  return (
    <div class="log-form">
      <div class="field">
        <label for={`${id}-subject`}>{words.about}</label>
        <input
          id={`${id}-subject`}
          class="input"
          maxLength={MOST.subject}
          value={written.subject}
          onInput={(event) => change({ subject: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-status`}>{words.status}</label>
        <select
          id={`${id}-status`}
          class="input"
          value={written.status}
          onChange={(event) => change({ status: event.currentTarget.value as CaseStatus })}
        >
          {STATUSES.map((each) => (
            <option key={each} value={each}>
              {statuses[each]}
            </option>
          ))}
        </select>
      </div>
      <div class="field log-description">
        <label for={`${id}-description`}>{words.description}</label>
        <textarea
          id={`${id}-description`}
          class="input scroll"
          rows={2}
          maxLength={MOST.description}
          value={written.description}
          onInput={(event) => change({ description: event.currentTarget.value })}
        />
      </div>
      <p class="log-whose">
        <span class="muted">{words.customer}</span>
        <strong class="clip">{customer?.name ?? words.nobodyYet}</strong>
        <button type="button" class="button quiet small" onClick={() => setChoosing("only")}>
          {customer === null ? words.choose : words.chooseOther}
        </button>
      </p>
      <div class="log-buttons">
        <span class="hint" role="status">
          {status[saving]}
        </span>
        <button
          type="button"
          class="button small"
          onClick={() => {
            unsaved.current = written;
            void keep();
          }}
        >
          {words.keep}
        </button>
        <button
          type="button"
          class="button small"
          aria-disabled={busy}
          onClick={() => {
            if (customer === null) setChoosing("then save");
            else void finish(customer);
          }}
        >
          {words.save}
        </button>
      </div>
      {choosing !== null && (
        <CustomerChoice
          known={knownOf(log)}
          confirm={choosing === "only" ? words.choose : words.save}
          onChoose={(whose) => {
            setOwn(whose);
            setChoosing(null);
            if (choosing === "then save") void finish(whose);
          }}
          onClose={() => setChoosing(null)}
        />
      )}
    </div>
  );
}

function known({ customer }: ChatLog): ChosenCustomer | null {
  if (customer === null) return null;
  return { id: customer.id, name: customer.name || customer.address || customer.number };
}
