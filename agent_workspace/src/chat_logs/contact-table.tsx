/** The interaction log: a line for each contact, with everything noted about it behind it. */

import type { PastContact } from "@parley/wire";
import { Fragment } from "preact";
import { useState } from "preact/hooks";
import "~/chat_logs/chat-logs.css";
import { Fact } from "~/chat_logs/log-facts";
import { useLogWords } from "~/chat_logs/words";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { dateAndTime } from "~/words/calendar";
import { compact } from "~/words/durations";

export function ContactTable({ contacts }: { contacts: readonly PastContact[] }) {
  const words = useLogWords();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <table class="case-table contact-table">
      <caption class="unseen">{words.contacts}</caption>
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">{words.created}</th>
          <th scope="col">{words.medium}</th>
          <th scope="col" data-column="subject">
            {words.subject}
          </th>
          <th scope="col" data-column="assignee">
            {words.assignee}
          </th>
          <th scope="col" data-column="number">
            {words.caseNumber}
          </th>
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <Fragment key={contact.id}>
            <Line
              contact={contact}
              open={open === contact.id}
              onTurn={() => setOpen(open === contact.id ? null : contact.id)}
            />
            {open === contact.id && (
              <tr class="contact-details">
                <td colSpan={6}>
                  <Details contact={contact} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Line(props: { contact: PastContact; open: boolean; onTurn: () => void }) {
  const desk = useDesk();
  const words = useLogWords();
  const { media } = desk.words.value.customers;
  const { number, entered_at, medium, subject, agent, case_id, case_number } = props.contact;
  return (
    <tr>
      <td class="figures">
        <button
          type="button"
          class="button quiet small"
          aria-expanded={props.open}
          aria-label={words.details(number || entered_at)}
          onClick={props.onTurn}
        >
          <Icon name="chevron" size="small" />
          {number}
        </button>
      </td>
      <td>
        <time dateTime={entered_at}>{dateAndTime(entered_at, desk.locale.value)}</time>
      </td>
      <td>{media[medium] ?? medium}</td>
      <td data-column="subject" class="clip">
        {subject}
      </td>
      <td data-column="assignee" class={agent === null ? "muted" : undefined}>
        {agent?.name ?? words.nobody}
      </td>
      <td data-column="number" class="figures">
        {case_id !== null && case_number !== null && (
          <button
            type="button"
            class="customer-link"
            onClick={() => {
              desk.mail.tabs.show({ id: case_id, number: case_number, customer: "" });
              desk.view.go("cases");
            }}
          >
            {case_number}
          </button>
        )}
      </td>
    </tr>
  );
}

function Details({ contact }: { contact: PastContact }) {
  const desk = useDesk();
  const words = useLogWords();
  const { units } = desk.words.value;
  const moment = (at: string) => <time dateTime={at}>{dateAndTime(at, desk.locale.value)}</time>;
  return (
    <>
      <dl class="case-details">
        <Fact name={words.state}>{words.states[contact.state] ?? contact.state}</Fact>
        <Fact name={words.direction}>{words.inbound}</Fact>
        <Fact name={words.queue}>{contact.queue}</Fact>
        {contact.email !== "" && <Fact name={words.email}>{contact.email}</Fact>}
        <Fact name={words.createdBy}>{contact.created_by?.name ?? words.nobody}</Fact>
        <Fact name={words.waited}>{compact(contact.waited_seconds, units)}</Fact>
        <Fact name={words.duration}>{compact(contact.duration_seconds, units)}</Fact>
        <Fact name={words.modified}>{moment(contact.changed_at)}</Fact>
        {contact.due_at !== null && (
          <Fact name={words.due}>
            {moment(contact.due_at)}
            {contact.reminder && `, ${words.reminded}`}
          </Fact>
        )}
        {contact.codes.length > 0 && <Fact name={words.codes}>{contact.codes.join(", ")}</Fact>}
        {contact.tags.length > 0 && <Fact name={words.tags}>{contact.tags.join(", ")}</Fact>}
        <Fact name={words.transaction}>
          <code>{contact.id}</code>
        </Fact>
      </dl>
      {contact.notes !== "" && <p class="log-text">{contact.notes}</p>}
    </>
  );
}
