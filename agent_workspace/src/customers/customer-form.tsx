/** The form of a customer: for somebody new, or to correct what is known. */

import type { CustomerRecord } from "@parley/wire";
import { useId, useState } from "preact/hooks";
import {
  BLANK,
  type CustomerDraft,
  type CustomerFacts,
  changesOf,
  draftOf,
  factsOf,
} from "~/customers/customer-draft";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

/** The wire's limits. */
const MOST = { line: 200, name: 50, value: 500, notes: 5_000 };

export function NewCustomerDialog(props: {
  known?: Partial<CustomerDraft>;
  onCreated: (record: CustomerRecord) => void;
  onClose: () => void;
}) {
  const desk = useDesk();
  const words = desk.words.value.customers;
  // Pressed again after a lost answer, it is still the same customer.
  const [id] = useState(() => desk.customers.newId());
  const save = async (draft: CustomerDraft) => {
    const record = await desk.customers.book.create({ id, ...factsOf(draft) } as {
      id: string;
    } & CustomerFacts);
    if (record !== null) props.onCreated(record);
    return record !== null;
  };
  return (
    <CustomerForm
      title={words.create}
      draft={{ ...BLANK, ...props.known }}
      onSave={save}
      onClose={props.onClose}
    />
  );
}

export function EditCustomerDialog(props: { record: CustomerRecord; onClose: () => void }) {
  const desk = useDesk();
  const { record } = props;
  const [before] = useState(() => draftOf(record));
  const save = async (draft: CustomerDraft) => {
    const changes = changesOf(before, draft);
    if (Object.keys(changes).length === 0) return true;
    return (await desk.customers.book.change(record.id, { rev: record.rev, ...changes })) !== null;
  };
  return (
    <CustomerForm
      title={desk.words.value.customers.editTitle(record.number)}
      draft={before}
      onSave={save}
      onClose={props.onClose}
    />
  );
}

function CustomerForm(props: {
  title: string;
  draft: CustomerDraft;
  onSave: (draft: CustomerDraft) => Promise<boolean>;
  onClose: () => void;
}) {
  const desk = useDesk();
  const words = desk.words.value.customers;
  const [draft, setDraft] = useState(props.draft);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<CustomerDraft>) => setDraft((known) => ({ ...known, ...part }));
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    const done = await props.onSave(draft);
    setBusy(false);
    if (done) props.onClose();
  };
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      footer={<DialogChoice confirm={words.save} onLeave={props.onClose} held={busy} />}
    >
      <Line label={words.name} value={draft.name} required onChange={(name) => change({ name })} />
      <Line
        label={words.company}
        value={draft.company}
        onChange={(company) => change({ company })}
      />
      <Line
        label={words.account}
        value={draft.account_number}
        onChange={(account_number) => change({ account_number })}
      />
      <Line label={words.phone} value={draft.phone} onChange={(phone) => change({ phone })} />
      <Text
        label={words.addresses}
        hint={words.addressesHint}
        value={draft.addresses}
        onChange={(addresses) => change({ addresses })}
      />
      <Text label={words.notes} value={draft.notes} onChange={(notes) => change({ notes })} />
      <Fields draft={draft} onChange={(fields) => change({ fields })} />
    </Dialog>
  );
}

function Line(props: {
  label: string;
  value: string;
  required?: boolean;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class="input"
        type="text"
        maxLength={MOST.line}
        required={props.required}
        data-first={props.required}
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </div>
  );
}

function Text(props: {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <textarea
        id={id}
        class="input"
        rows={2}
        maxLength={MOST.notes}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
      {props.hint !== undefined && (
        <small id={`${id}-hint`} class="muted">
          {props.hint}
        </small>
      )}
    </div>
  );
}

function Fields(props: {
  draft: CustomerDraft;
  onChange: (fields: CustomerDraft["fields"]) => void;
}) {
  const words = useDesk().words.value.customers;
  const { fields } = props.draft;
  const put = (at: number, part: { name?: string; value?: string }) =>
    props.onChange(fields.map((one, place) => (place === at ? { ...one, ...part } : one)));
  return (
    <fieldset class="customer-fields">
      <legend>{words.ownFields}</legend>
      {fields.map(({ name, value }, at) => (
        // Only its place tells one from another while both are being written.
        <div class="customer-field" key={at}>
          <input
            class="input"
            type="text"
            maxLength={MOST.name}
            aria-label={words.fieldName}
            placeholder={words.fieldName}
            value={name}
            onInput={(event) => put(at, { name: event.currentTarget.value })}
          />
          <input
            class="input"
            type="text"
            maxLength={MOST.value}
            aria-label={words.fieldValue}
            placeholder={words.fieldValue}
            value={value}
            onInput={(event) => put(at, { value: event.currentTarget.value })}
          />
          <button
            type="button"
            class="button quiet icon-only"
            aria-label={words.removeField(name)}
            title={words.removeField(name)}
            onClick={() => props.onChange(fields.filter((_, place) => place !== at))}
          >
            <Icon name="close" size="small" />
          </button>
        </div>
      ))}
      <button
        type="button"
        class="button small"
        onClick={() => props.onChange([...fields, { name: "", value: "" }])}
      >
        <Icon name="plus" size="small" />
        {words.addField}
      </button>
    </fieldset>
  );
}
