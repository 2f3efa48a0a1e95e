/** A customer's record: who it is, their cases, contacts, tasks, and what was merged into it. */

import type { CustomerRecord, MergedCustomer } from "@parley/wire";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ContactTable } from "~/chat_logs/contact-table";
import { EditCustomerDialog } from "~/customers/customer-form";
import { MergeDialog } from "~/customers/merge-dialog";
import { deferred } from "~/design/deferred";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { StatusName } from "~/mail/status-name";
import { NewTaskDialog } from "~/tasks/task-dialog";
import { TaskTable } from "~/tasks/task-table";
import { dateAndTime, shortMoment } from "~/words/calendar";

/* What hardly anybody may do is fetched with whoever may. */
const EraseCustomer = deferred(
  async () => (await import("~/customers/erase-customer")).EraseCustomer,
);

export function CustomerPage({ customerId }: { customerId: string }) {
  const desk = useDesk();
  const words = desk.words.value.customers;
  const { book } = desk.customers;
  useEffect(() => void book.refresh(customerId), [customerId]);
  const { record, problem } = book.of(customerId);
  return (
    <div class="customer-page scroll" role="region" tabIndex={0} aria-label={record?.name}>
      {problem !== null && (
        <div class="case-warning" role="status">
          <Icon name="warning" size="small" />
          <span>{problem === "gone" ? words.gone : words.unreachable}</span>
          {problem === "unreachable" && (
            <button
              type="button"
              class="button small"
              onClick={() => void book.refresh(customerId)}
            >
              {words.refresh}
            </button>
          )}
        </div>
      )}
      {record === null ? (
        problem === null && (
          <p class="case-note muted" role="status">
            {words.loading}
          </p>
        )
      ) : (
        <Record record={record} />
      )}
    </div>
  );
}

function Record({ record }: { record: CustomerRecord }) {
  const desk = useDesk();
  const words = desk.words.value.customers;
  return (
    <>
      <Facts record={record} />
      <Part title={words.cases} empty={record.cases.length === 0}>
        <CaseTable record={record} />
      </Part>
      <Part title={words.contacts} empty={record.contacts.length === 0}>
        <ContactTable contacts={record.contacts} />
      </Part>
      <Part title={desk.words.value.tasks.title} empty={record.tasks.length === 0}>
        <TaskTable
          tasks={record.tasks}
          label={desk.words.value.tasks.title}
          onChanged={() => void desk.customers.book.refresh(record.id)}
        />
      </Part>
      {record.merged.length > 0 && (
        <Part title={words.merged} empty={false}>
          <ul class="customer-merged">
            {record.merged.map((merged) => (
              <Merged key={merged.merge_id} record={record} merged={merged} />
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function Facts({ record }: { record: CustomerRecord }) {
  const desk = useDesk();
  const words = desk.words.value.customers;
  const [open, setOpen] = useState<"edit" | "merge" | "task" | null>(null);
  const { permissions } = desk.state.value;
  const mayMerge = permissions.includes("crm.customer.merge");
  const mayErase = permissions.includes("crm.customer.erase");
  const close = () => setOpen(null);
  return (
    <section class="case-facts" aria-label={words.facts}>
      <h2 class="case-subject">{record.name || record.addresses[0] || record.number}</h2>
      <div class="case-line">
        <span class="case-number figures">{words.numbered(record.number)}</span>
        <button type="button" class="button quiet small" onClick={() => setOpen("edit")}>
          <Icon name="pen" size="small" />
          {words.edit}
        </button>
        <button type="button" class="button quiet small" onClick={() => setOpen("task")}>
          <Icon name="check" size="small" />
          {desk.words.value.tasks.create}
        </button>
        <button
          type="button"
          class="button quiet small"
          aria-disabled={!mayMerge}
          title={mayMerge ? undefined : words.mergeForbidden}
          onClick={() => {
            if (mayMerge) setOpen("merge");
            else desk.toasts.say(words.mergeForbidden, "problem");
          }}
        >
          <Icon name="link" size="small" />
          {words.merge}
        </button>
        {mayErase && <EraseCustomer record={record} />}
      </div>
      <dl class="case-details">
        <Detail label={words.company} value={record.company} />
        <Detail label={words.addresses} value={record.addresses.join(", ")} />
        <Detail label={words.phone} value={record.phone} />
        <Detail label={words.account} value={record.account_number} />
        {record.fields.map(({ name, value }) => (
          <Detail key={name} label={name} value={value} />
        ))}
        <Detail label={words.since} value={dateAndTime(record.created_at, desk.locale.value)} />
        <Detail label={words.changed} value={dateAndTime(record.changed_at, desk.locale.value)} />
      </dl>
      {record.notes !== "" && <p class="customer-notes">{record.notes}</p>}
      {open === "edit" && <EditCustomerDialog record={record} onClose={close} />}
      {open === "merge" && <MergeDialog record={record} onClose={close} />}
      {open === "task" && (
        <NewTaskDialog
          about={{ customer: { id: record.id, name: record.name } }}
          onDone={() => void desk.customers.book.refresh(record.id)}
          onClose={close}
        />
      )}
    </section>
  );
}

function Detail({ label, value }: { label: string; value: string }) {
  const words = useDesk().words.value.customer;
  return (
    <div>
      <dt>{label}</dt>
      <dd class={value === "" ? "muted" : undefined}>{value === "" ? words.unknown : value}</dd>
    </div>
  );
}

function Part(props: { title: string; empty: boolean; children: ComponentChildren }) {
  const words = useDesk().words.value.customers;
  return (
    <section class="customer-part">
      <h3>{props.title}</h3>
      {props.empty ? <p class="muted">{words.nothing}</p> : props.children}
    </section>
  );
}

function CaseTable({ record }: { record: CustomerRecord }) {
  const desk = useDesk();
  const words = desk.words.value;
  return (
    <table class="case-table">
      <caption class="unseen">{words.customers.cases}</caption>
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">{words.cases.opened}</th>
          <th scope="col">{words.cases.status}</th>
          <th scope="col">{words.cases.subject}</th>
        </tr>
      </thead>
      <tbody>
        {record.cases.map(({ id, number, opened_at, status, subject, customer }) => (
          <tr key={id}>
            <td class="figures">{number}</td>
            <td class="muted">
              <time dateTime={opened_at} title={dateAndTime(opened_at, desk.locale.value)}>
                {shortMoment(opened_at, desk.clock.exact(), desk.locale.value)}
              </time>
            </td>
            <td>
              <StatusName status={status} />
            </td>
            <td data-column="subject">
              <button
                type="button"
                class="case-open"
                onClick={() => {
                  desk.mail.tabs.show({ id, number, customer });
                  desk.view.go("cases");
                }}
              >
                {subject || words.mail.noSubject}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Merged({ record, merged }: { record: CustomerRecord; merged: MergedCustomer }) {
  const desk = useDesk();
  const words = desk.words.value.customers;
  const { number, name, at, by, undo_until } = merged;
  const mayUndo = desk.state.value.permissions.includes("crm.customer.merge");
  return (
    <li>
      <span>
        {words.mergedBy(number, name, by?.name ?? "", dateAndTime(at, desk.locale.value))}
      </span>
      {undo_until !== null && mayUndo && (
        <button
          type="button"
          class="button small"
          aria-label={words.undoOf(number)}
          onClick={async () => {
            if (await desk.customers.book.undoMerge(record, merged)) {
              desk.toasts.say(words.undone(number), "done");
            }
          }}
        >
          {words.undo}
        </button>
      )}
      <small class="muted">
        {undo_until === null
          ? words.undoOver
          : words.undoUntil(dateAndTime(undo_until, desk.locale.value))}
      </small>
    </li>
  );
}
