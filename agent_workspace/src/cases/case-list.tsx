/** The list of cases: filters, a search, columns to sort by. */

import type { CaseRow, CaseStatus } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { BlockedSendersButton } from "~/cases/blocked-senders";
import { type Column, LATEST_FIRST, valueOf } from "~/cases/case-order";
import { deferred } from "~/design/deferred";
import { Icon } from "~/design/icon";
import { SearchField } from "~/design/search-field";
import { Segments } from "~/design/segments";
import { SortHeads } from "~/design/sort-heads";
import { type Order, sorted } from "~/design/table-order";
import { useDesk } from "~/desk/desk-context";
import { NewMailButton } from "~/mail/new-mail";
import { StatusName } from "~/mail/status-name";
import { shortMoment } from "~/words/calendar";

const DraftLogs = deferred(async () => (await import("~/chat_logs/draft-logs")).DraftLogs);

export function CaseList() {
  const desk = useDesk();
  const { finder } = desk.mail;
  const words = desk.words.value.cases;
  const [order, setOrder] = useState<Order<Column>>(LATEST_FIRST);
  const found = finder.found.value;
  useEffect(() => void finder.look(), []);
  return (
    <div class="case-list scroll" role="region" tabIndex={0} aria-label={words.list}>
      <Filters />
      {finder.query.value.drafts && <DraftLogs />}
      {finder.failed.value && (
        <div class="case-warning" role="status">
          <Icon name="warning" size="small" />
          <span>{words.failed}</span>
          <button type="button" class="button small" onClick={() => void finder.look()}>
            {words.refresh}
          </button>
        </div>
      )}
      {found === null ? (
        !finder.failed.value && (
          <p class="case-note muted" role="status">
            {words.searching}
          </p>
        )
      ) : found.rows.length === 0 ? (
        <Nothing />
      ) : (
        <>
          <Table rows={sorted(found.rows, order, valueOf)} order={order} onOrder={setOrder} />
          {found.more && (
            <p class="case-note">
              <button type="button" class="button" onClick={() => void finder.lookFurther()}>
                {words.showMore}
              </button>
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Filters() {
  const desk = useDesk();
  const { finder } = desk.mail;
  const words = desk.words.value.cases;
  const { status, mine, drafts, spam, text } = finder.query.value;
  const found = finder.found.value;
  return (
    <search class="case-filters">
      <SearchField
        text={text}
        words={words}
        onSearch={(sought) => void finder.look({ text: sought })}
        onRefresh={() => void finder.look()}
      />
      <Segments<CaseStatus | "spam" | "all">
        label={words.status}
        options={[
          { id: "open", name: words.statuses.open },
          { id: "pending", name: words.statuses.pending },
          { id: "closed", name: words.statuses.closed },
          { id: "spam", name: words.spam },
          { id: "all", name: words.allStatuses },
        ]}
        chosen={spam ? "spam" : (status ?? "all")}
        onChoose={(chosen) => {
          const any = chosen === "all" || chosen === "spam";
          void finder.look({ status: any ? null : chosen, spam: chosen === "spam" });
        }}
      />
      <span class="small-choices">
        <button
          type="button"
          class="small-choice"
          aria-pressed={mine}
          onClick={() => void finder.look({ mine: !mine })}
        >
          {words.mine}
        </button>
        <button
          type="button"
          class="small-choice"
          aria-pressed={drafts}
          onClick={() => void finder.look({ drafts: !drafts })}
        >
          {words.drafts}
        </button>
      </span>
      {spam && <BlockedSendersButton />}
      <NewMailButton />
      <span class="case-count muted figures" role="status">
        {found !== null && `${words.found(found.rows.length)}${found.more ? " +" : ""}`}
      </span>
    </search>
  );
}

function Nothing() {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const { status, mine, drafts, text } = desk.mail.finder.query.value;
  const untouched = status === "open" && !mine && !drafts && text.trim() === "";
  return (
    <div class="case-empty">
      <Icon name={drafts ? "pen" : "cases"} size="large" />
      <p>{drafts && text === "" ? words.noDrafts : untouched ? words.noneOpen : words.noneFound}</p>
    </div>
  );
}

function Table(props: {
  rows: readonly CaseRow[];
  order: Order<Column>;
  onOrder: (order: Order<Column>) => void;
}) {
  const words = useDesk().words.value.cases;
  const columns: readonly (readonly [Column, string])[] = [
    ["number", words.number],
    ["subject", words.subject],
    ["customer", words.customer],
    ["status", words.status],
    ["assignee", words.assignee],
    ["changed_at", words.changed],
  ];
  const { rows, order, onOrder } = props;
  return (
    <table class="case-table">
      <caption class="unseen">{words.list}</caption>
      <thead>
        <tr>
          <SortHeads
            columns={columns}
            order={order}
            backwardsFirst="changed_at"
            onOrder={onOrder}
          />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: CaseRow }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { id, number, subject, status, customer, assignee, changed_at, spam, medium } = row;
  return (
    <tr>
      <td data-column="number" class="figures">
        {number}
      </td>
      <td data-column="subject">
        {medium === "chat" && (
          <span title={words.customers.media.chat}>
            <Icon name="chat" size="small" />
            <span class="unseen">{words.customers.media.chat}</span>
          </span>
        )}
        <button
          type="button"
          class="case-open"
          onClick={() => desk.mail.tabs.show({ id, number, customer })}
        >
          {subject || words.mail.noSubject}
        </button>
        <span class="case-under clip muted">
          {number} · {customer}
        </span>
      </td>
      <td data-column="customer">{customer}</td>
      <td data-column="status">
        <StatusName status={status} />
        {spam && <span class="chip spam-mark">{words.cases.spam}</span>}
      </td>
      <td data-column="assignee" class={assignee === null ? "muted" : undefined}>
        {assignee?.name ?? words.cases.nobody}
      </td>
      <td data-column="changed_at" class="muted">
        <time dateTime={changed_at}>
          {shortMoment(changed_at, desk.clock.exact(), desk.locale.value)}
        </time>
      </td>
    </tr>
  );
}
