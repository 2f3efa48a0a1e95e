/** A mail that answers none: to whom, about what, from which mailbox; it opens a case. */

import { useId, useRef, useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { randomId } from "~/desk/random-id";
import { isAddress } from "~/mail/addresses";

/** The wire's limit of a line. */
const MOST_CHARS = 500;

export function NewMailButton() {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const [open, setOpen] = useState(false);
  if (desk.state.value.settings.mailboxes.length === 0) return null;
  return (
    <>
      <button type="button" class="button primary small" onClick={() => setOpen(true)}>
        <Icon name="pen" size="small" />
        {words.newMail}
      </button>
      {open && <NewMailDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function NewMailDialog({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { mailboxes } = desk.state.value.settings;
  const id = useId();
  const [to, setTo] = useState("");
  const [subject, setSubject] = useState("");
  const [sender, setSender] = useState(mailboxes[0] ?? "");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  // One for all attempts, so that no case is opened twice.
  const client = useRef(randomId());
  const wrong = tried && !isAddress(to.trim());

  const submit = async () => {
    setTried(true);
    if (busy || !isAddress(to.trim())) return;
    setBusy(true);
    try {
      const record = await desk.mail.requests.open({
        client_id: client.current,
        to: to.trim(),
        subject: subject.trim(),
        from: sender,
      });
      onClose();
      const { number, customer } = record;
      desk.mail.tabs.show({ id: record.id, number, customer: customer.name });
      const draft = desk.mail.drafts.begin(record, "new");
      desk.mail.drafts.change(draft, { to: [to.trim()], sender });
    } catch (error) {
      setBusy(false);
      desk.explain(error);
    }
  };

  return (
    <Dialog
      title={words.mail.newMail}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={<DialogChoice confirm={words.mail.newMailBegin} onLeave={onClose} held={busy} />}
    >
      <p class="muted">{words.mail.newMailText}</p>
      <div class="field">
        <label for={`${id}-to`}>{words.mail.to}</label>
        <input
          id={`${id}-to`}
          class="input"
          type="email"
          data-first
          autocomplete="off"
          maxLength={254}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          value={to}
          onInput={(event) => setTo(event.currentTarget.value)}
        />
        {wrong && (
          <span id={`${id}-wrong`} role="alert">
            {words.mail.notAnAddress(to.trim())}
          </span>
        )}
      </div>
      <div class="field">
        <label for={`${id}-subject`}>{words.mail.subject}</label>
        <input
          id={`${id}-subject`}
          class="input"
          type="text"
          maxLength={MOST_CHARS}
          value={subject}
          onInput={(event) => setSubject(event.currentTarget.value)}
        />
      </div>
      {mailboxes.length > 1 && (
        <div class="field">
          <label for={`${id}-from`}>{words.mail.sender}</label>
          <select
            id={`${id}-from`}
            class="input"
            value={sender}
            onChange={(event) => setSender(event.currentTarget.value)}
          >
            {mailboxes.map((address) => (
              <option key={address} value={address}>
                {address}
              </option>
            ))}
          </select>
        </div>
      )}
    </Dialog>
  );
}
