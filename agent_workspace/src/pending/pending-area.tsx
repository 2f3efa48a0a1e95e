/** The mails that wait in a queue: looked through, taken out of turn, thrown away. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ElapsedHere } from "~/design/elapsed";
import { Icon } from "~/design/icon";
import { SortHeads } from "~/design/sort-heads";
import { sorted } from "~/design/table-order";
import { useDesk } from "~/desk/desk-context";
import { DiscardChosen } from "~/pending/discard-chosen";
import type { HeldPending } from "~/pending/pending-list";
import { type Column, LONGEST_FIRST, valueOf } from "~/pending/pending-order";

export function PendingArea() {
  const desk = useDesk();
  const words = desk.words.value.pending;
  const { pending } = desk;
  const { permissions, queues, me } = desk.state.value;
  const area = useRef<HTMLElement>(null);
  const queue = queues.find(({ id }) => id === pending.queueId.value);
  const mails = pending.mails.value;
  const mayPull = permissions.includes("email.pull");
  const resting = me?.status === "on_break";
  useEffect(() => area.current?.focus(), []);
  // On a break nothing is told of waiting mails; afterwards they are asked for anew.
  useEffect(() => {
    if (!resting) void pending.load();
  }, [resting, pending.queueId.value]);
  return (
    <section class="cases" ref={area} tabIndex={-1} aria-label={words.title}>
      <header class="pending-head">
        <h2>
          <Icon name="email" />
          <span class="clip">{words.inQueue(queue?.name ?? "")}</span>
        </h2>
        <DiscardChosen />
        <button
          type="button"
          class="button quiet icon-only small"
          aria-label={words.refresh}
          title={words.refresh}
          onClick={() => void pending.load()}
        >
          <Icon name="retry" />
        </button>
        <button
          type="button"
          class="button quiet icon-only small"
          aria-label={words.close}
          title={words.close}
          onClick={() => {
            pending.close();
            desk.view.place.value = "work";
          }}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="case-list scroll" role="region" tabIndex={0} aria-label={words.list}>
        {mayPull && me?.status === "available" && <p class="pending-hint">{words.offlineFirst}</p>}
        {resting ? (
          <div class="case-empty">
            <p>{words.onBreak}</p>
            <button
              type="button"
              class="button primary"
              onClick={() => void desk.self.choose("offline")}
            >
              {desk.words.value.statusActions.offline}
            </button>
          </div>
        ) : pending.failed.value ? (
          <p class="case-note" role="status">
            {words.failed}
          </p>
        ) : mails === null ? (
          <p class="case-note muted" role="status">
            {words.loading}
          </p>
        ) : mails.length === 0 ? (
          <div class="case-empty">
            <Icon name="check" size="large" />
            <p>{words.none}</p>
          </div>
        ) : (
          <Table mails={mails} mayPull={mayPull} />
        )}
        {pending.more.value && !resting && (
          <button
            type="button"
            class="button small pending-more"
            onClick={() => void pending.loadMore()}
          >
            {words.more}
          </button>
        )}
      </div>
    </section>
  );
}

function Table({ mails, mayPull }: { mails: readonly HeldPending[]; mayPull: boolean }) {
  const desk = useDesk();
  const words = desk.words.value.pending;
  const [order, setOrder] = useState(LONGEST_FIRST);
  const mayDiscard = desk.state.value.permissions.includes("email.discard");
  const columns: readonly (readonly [Column, string])[] = [
    ["waited", words.waited],
    ["case_number", words.number],
    ["mailbox", words.mailbox],
    ["contact", words.contact],
    ["company", words.company],
    ["subject", words.subject],
  ];
  return (
    <table class="case-table pending-table">
      <caption class="unseen">{words.list}</caption>
      <thead>
        <tr>
          {mayDiscard && (
            <td class="pending-tick">
              <span class="unseen">{words.choose}</span>
            </td>
          )}
          <SortHeads columns={columns} order={order} backwardsFirst="waited" onOrder={setOrder} />
        </tr>
      </thead>
      <tbody>
        {sorted(mails, order, valueOf).map((mail) => (
          <Row key={mail.interaction_id} mail={mail} mayPull={mayPull} mayDiscard={mayDiscard} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: { mail: HeldPending; mayPull: boolean; mayDiscard: boolean }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { mail, mayPull, mayDiscard } = props;
  const { interaction_id: id, since, case_number, mailbox, contact, company } = mail;
  const subject = mail.subject || words.mail.noSubject;
  return (
    <tr>
      {mayDiscard && (
        <td class="pending-tick">
          <input
            type="checkbox"
            class="checkbox"
            aria-label={words.pending.chooseOne(subject)}
            checked={desk.pending.chosen.value.has(id)}
            onChange={(event) => desk.pending.choose(id, event.currentTarget.checked)}
          />
        </td>
      )}
      <td data-column="waited">
        <ElapsedHere since={since} />
      </td>
      <td data-column="case_number" class="figures">
        {case_number}
      </td>
      <td data-column="mailbox">{mailbox}</td>
      <td data-column="contact">{contact}</td>
      <td data-column="company">{company}</td>
      <td data-column="subject">
        {mayPull ? (
          <button
            type="button"
            class="case-open"
            title={words.pending.take}
            onClick={() => void desk.work.pull(id)}
          >
            {subject}
          </button>
        ) : (
          subject
        )}
        <span class="case-under clip muted">
          {case_number} · {contact}
        </span>
      </td>
    </tr>
  );
}
