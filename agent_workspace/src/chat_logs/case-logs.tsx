/** What a case holds besides its mails: the chats it began with, its part of the interaction log. */

import type { Case } from "@parley/wire";
import "~/chat_logs/chat-logs.css";
import { ContactTable } from "~/chat_logs/contact-table";
import { WholeLog } from "~/chat_logs/log-facts";
import { useLogWords } from "~/chat_logs/words";
import { Icon } from "~/design/icon";

export function CaseLogs({ record }: { record: Case }) {
  const words = useLogWords();
  return (
    <>
      {record.chats.map((log) => (
        <section key={log.interaction_id} class="case-log" aria-label={words.title}>
          <h3>
            <Icon name="chat" size="small" />
            {words.title}
          </h3>
          <WholeLog log={log} />
        </section>
      ))}
      {record.contacts.length > 0 && (
        <details class="case-contacts">
          <summary>
            {words.contacts} <span class="muted figures">{record.contacts.length}</span>
          </summary>
          <ContactTable contacts={record.contacts} />
        </details>
      )}
    </>
  );
}
