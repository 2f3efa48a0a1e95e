/** What a case is: its number, its status, whose it is, where it came in. */

import type { Case, CaseStatus, Interaction } from "@parley/wire";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { deferred } from "~/design/deferred";
import { Icon } from "~/design/icon";
import { MenuButton } from "~/design/menu-button";
import { useDesk } from "~/desk/desk-context";
import { MergeButton } from "~/mail/merge-button";
import { MergedCases } from "~/mail/merged-cases";
import { SpamButton } from "~/mail/spam-button";
import { StatusName } from "~/mail/status-name";
import { plainSubject } from "~/mail/subject";
import { CaseTasks } from "~/tasks/case-tasks";
import { dateAndTime } from "~/words/calendar";

/* What is done with a case now and then is fetched then. */
const EditCaseDialog = deferred(
  async () => (await import("~/mail/edit-case-dialog")).EditCaseDialog,
);
const NotifyDialog = deferred(async () => (await import("~/mail/notify-dialog")).NotifyDialog);
const DeleteCase = deferred(async () => (await import("~/mail/delete-case")).DeleteCase);
const STATUSES: readonly CaseStatus[] = ["open", "pending", "closed"];

export interface CaseFactsProps {
  readonly record: Case;
  readonly interaction: Interaction | undefined;
  readonly mayChange: boolean;
}

export function CaseFacts({ record, interaction, mayChange }: CaseFactsProps) {
  const desk = useDesk();
  const words = desk.words.value;
  const [doing, setDoing] = useState<"edit" | "notify" | null>(null);
  const { customer } = record;
  const linked = record.linked_to;
  const { permissions } = desk.state.value;
  const mayBlock = permissions.includes("sender.block");
  const mayDelete = permissions.includes("crm.case.delete");
  return (
    <section class="case-facts" aria-label={words.cases.facts}>
      {interaction === undefined && (
        <h2 class="case-subject">
          {plainSubject(record.subject, record.number) || words.mail.noSubject}
        </h2>
      )}
      <div class="case-line">
        <span class="case-number figures">{words.cases.numbered(record.number)}</span>
        <StatusMenu record={record} />
        {record.priority !== "normal" && (
          <span class="chip" data-level={record.priority}>
            {words.cases.priority(words.cases.levels[record.priority])}
          </span>
        )}
        {record.severity !== "normal" && (
          <span class="chip" data-level={record.severity}>
            {words.cases.severity(words.cases.levels[record.severity])}
          </span>
        )}
        {mayChange && record.merged_into === null && (
          <button type="button" class="button quiet small" onClick={() => setDoing("edit")}>
            <Icon name="pen" size="small" />
            {words.cases.edit}
          </button>
        )}
        {doing === "edit" && (
          <EditCaseDialog
            record={record}
            onClose={() => setDoing(null)}
            onNotify={() => setDoing("notify")}
          />
        )}
        {doing === "notify" && <NotifyDialog record={record} onClose={() => setDoing(null)} />}
        {mayChange && record.merged_into === null && <MergeButton record={record} />}
        {record.spam && <span class="chip spam-mark">{words.cases.spam}</span>}
        {mayBlock && record.merged_into === null && <SpamButton record={record} />}
        {mayDelete && record.merged_into === null && <DeleteCase record={record} />}
        {linked !== null && (
          <button
            type="button"
            class="button quiet small"
            onClick={() => {
              const { id, number } = linked;
              desk.mail.tabs.show({ id, number, customer: customer.name });
              desk.view.go("cases");
            }}
          >
            <Icon name="cases" size="small" />
            {words.cases.linked} {linked.number}
          </button>
        )}
        <CaseTasks record={record} />
      </div>
      <MergedCases record={record} />
      <dl class="case-details">
        <Detail label={words.cases.customer}>
          <button
            type="button"
            class="customer-link"
            onClick={() => desk.customers.show({ ...customer, name: nameOf(customer) })}
          >
            {nameOf(customer)}
          </button>
          {customer.company !== "" && <span>, {customer.company}</span>}
        </Detail>
        <Detail label={words.cases.address}>{customer.addresses.join(", ")}</Detail>
        <Detail label={words.cases.customerNumber}>{customer.number}</Detail>
        {record.mailbox !== "" && <Detail label={words.cases.mailbox}>{record.mailbox}</Detail>}
        <Detail label={words.cases.assignee}>{record.assignee?.name ?? words.cases.nobody}</Detail>
        <Detail label={words.cases.opened}>
          <time dateTime={record.opened_at}>
            {dateAndTime(record.opened_at, desk.locale.value)}
          </time>
        </Detail>
      </dl>
    </section>
  );
}

function nameOf(customer: Case["customer"]): string {
  return customer.name || customer.addresses[0] || customer.number;
}

function Detail({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function StatusMenu({ record }: { record: Case }) {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const name = words.statuses[record.status];
  return (
    <MenuButton
      class="case-status"
      menuLabel={words.changeStatus(name)}
      face={
        <>
          <StatusName status={record.status} />
          <Icon name="chevron" size="small" />
        </>
      }
    >
      {STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          role="menuitemradio"
          tabIndex={-1}
          aria-checked={status === record.status}
          onClick={() => {
            if (status !== record.status) void desk.mail.book.change(record.id, { status });
          }}
        >
          <StatusName status={status} />
        </button>
      ))}
    </MenuButton>
  );
}
