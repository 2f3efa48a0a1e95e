/** Editing a case: subject, status, priority, severity (CRM-016); others are told of it. */

import type { Case, CaseStatus, Level } from "@parley/wire";
import { useId, useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { Segments } from "~/design/segments";
import { useDesk } from "~/desk/desk-context";
import type { CaseChange } from "~/transport/cases";
import { careWords } from "~/words/care";

const STATUSES: readonly CaseStatus[] = ["open", "pending", "closed"];
const LEVELS: readonly Level[] = ["low", "normal", "high", "urgent"];
/** The wire's limit of a line. */
const MOST_CHARS = 500;

export function EditCaseDialog(props: {
  record: Case;
  onClose: () => void;
  /** Asked for once what was changed is saved. */
  onNotify: () => void;
}) {
  const { record, onClose, onNotify } = props;
  const desk = useDesk();
  const words = desk.words.value;
  const [subject, setSubject] = useState(record.subject);
  const [status, setStatus] = useState(record.status);
  const [priority, setPriority] = useState(record.priority);
  const [severity, setSeverity] = useState(record.severity);
  const [busy, setBusy] = useState(false);
  const id = useId();

  const submit = async (then: () => void) => {
    if (busy) return;
    setBusy(true);
    const change: CaseChange = {
      ...(subject.trim() === record.subject ? {} : { subject: subject.trim() }),
      ...(status === record.status ? {} : { status }),
      ...(priority === record.priority ? {} : { priority }),
      ...(severity === record.severity ? {} : { severity }),
    };
    const done =
      Object.keys(change).length === 0 || (await desk.mail.book.change(record.id, change));
    setBusy(false);
    if (done) then();
  };

  return (
    <Dialog
      title={words.cases.editTitle(record.number)}
      onClose={onClose}
      onSubmit={() => void submit(onClose)}
      footer={
        <DialogChoice confirm={words.cases.save} onLeave={onClose} held={busy}>
          <button type="button" class="button" onClick={() => void submit(onNotify)}>
            {careWords(desk.locale.value).notify}
          </button>
        </DialogChoice>
      }
    >
      <div class="field">
        <label for={`${id}-subject`}>{words.cases.subject}</label>
        <input
          id={`${id}-subject`}
          class="input"
          type="text"
          data-first
          maxLength={MOST_CHARS}
          value={subject}
          onInput={(event) => setSubject(event.currentTarget.value)}
        />
      </div>
      <Choice
        label={words.cases.status}
        options={STATUSES.map((one) => ({ id: one, name: words.cases.statuses[one] }))}
        chosen={status}
        onChoose={setStatus}
      />
      <Choice
        label={words.cases.priorityName}
        options={LEVELS.map((one) => ({ id: one, name: words.cases.levels[one] }))}
        chosen={priority}
        onChoose={setPriority}
      />
      <Choice
        label={words.cases.severityName}
        options={LEVELS.map((one) => ({ id: one, name: words.cases.levels[one] }))}
        chosen={severity}
        onChoose={setSeverity}
      />
    </Dialog>
  );
}

function Choice<Id extends string>(props: {
  label: string;
  options: readonly { readonly id: Id; readonly name: string }[];
  chosen: Id;
  onChoose: (id: Id) => void;
}) {
  return (
    <div class="settings-row">
      <span aria-hidden="true">{props.label}</span>
      <Segments {...props} />
    </div>
  );
}
