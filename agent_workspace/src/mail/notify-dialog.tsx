/** Telling a colleague, the customer or both where a case stands (CRM-017). */

import type { Case } from "@parley/wire";
import { useId, useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { useDesk } from "~/desk/desk-context";
import { careWords } from "~/words/care";

/** The wire's limit. */
const MOST_CHARS = 2_000;

export function NotifyDialog({ record, onClose }: { record: Case; onClose: () => void }) {
  const desk = useDesk();
  const words = careWords(desk.locale.value);
  const { me, roster } = desk.state.value;
  const [colleague, setColleague] = useState("");
  const [customer, setCustomer] = useState(false);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  // Pressed again after a lost answer, it still tells nobody twice.
  const [key] = useState(() => desk.customers.newId());
  const id = useId();
  const [address] = record.customer.addresses;
  const nobody = colleague === "" && !customer;

  const submit = async () => {
    setTried(true);
    if (busy || nobody) return;
    setBusy(true);
    const agents = colleague === "" ? [] : [colleague];
    try {
      const told = { client_id: key, agent_ids: agents, customer, note: note.trim() };
      await desk.mail.requests.notify(record.id, told);
      desk.toasts.say(words.told, "done");
      if (customer) void desk.mail.book.refresh(record.id);
      onClose();
    } catch (error) {
      desk.explain(error);
    }
    setBusy(false);
  };

  return (
    <Dialog
      title={words.notifyTitle(record.number)}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={<DialogChoice confirm={words.tell} onLeave={onClose} held={busy} />}
    >
      <p class="muted">{words.notifyText}</p>
      <div class="field">
        <label for={`${id}-colleague`}>{words.colleague}</label>
        <select
          id={`${id}-colleague`}
          class="input"
          data-first
          aria-describedby={`${id}-hint`}
          value={colleague}
          onChange={(event) => setColleague(event.currentTarget.value)}
        >
          <option value="">{words.noColleague}</option>
          {roster
            .filter((one) => one.id !== me?.id)
            .map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
        </select>
        <p id={`${id}-hint`} class="muted">
          {words.colleagueText}
        </p>
      </div>
      {address !== undefined && (
        <label class="choice">
          <input
            class="checkbox"
            type="checkbox"
            checked={customer}
            onChange={(event) => setCustomer(event.currentTarget.checked)}
          />
          {words.customer(address)}
        </label>
      )}
      <div class="field">
        <label for={`${id}-note`}>{words.note}</label>
        <textarea
          id={`${id}-note`}
          class="input"
          rows={3}
          maxLength={MOST_CHARS}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      {tried && nobody && <p role="alert">{words.nobody}</p>}
    </Dialog>
  );
}
