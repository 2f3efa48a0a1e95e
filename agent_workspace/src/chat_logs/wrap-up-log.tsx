/** The log of a chat while it is wrapped up: the case it has become, or the form to finish it. */

import type { AutoLog, ChatLog, Interaction } from "@parley/wire";
import "~/chat_logs/chat-logs.css";
import type { ChosenCustomer } from "~/chat_logs/customer-choice";
import { LogFacts } from "~/chat_logs/log-facts";
import { LogForm } from "~/chat_logs/log-form";
import { useLog } from "~/chat_logs/use-log";
import { useLogWords } from "~/chat_logs/words";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { StatusName } from "~/mail/status-name";

export function WrapUpLog({ interaction, auto }: { interaction: Interaction; auto: AutoLog }) {
  const desk = useDesk();
  const words = useLogWords();
  const popped = poppedCustomer(interaction);
  const { log, failed, take, again } = useLog(
    interaction.id,
    `${auto.case_id} ${popped?.id ?? ""}`,
  );
  return (
    <section class="wrap-up-log" aria-label={words.title}>
      <h4>
        <Icon name="file" size="small" />
        {words.title}
      </h4>
      {log === null ? (
        <p class="muted" role="status">
          {failed ? words.failed : words.loading}
          {failed && (
            <button type="button" class="button small" onClick={again}>
              {words.tryAgain}
            </button>
          )}
        </p>
      ) : log.case !== null ? (
        <Filed log={log} />
      ) : (
        <LogForm
          log={log}
          popped={popped}
          onChosen={async ({ id }) => {
            if (popped?.id !== id) await desk.customers.choose(interaction.id, id);
          }}
          onDone={(done) => {
            if (done !== null) take(done);
          }}
        />
      )}
    </section>
  );
}

function Filed({ log }: { log: ChatLog }) {
  const desk = useDesk();
  const words = useLogWords();
  const { case: filed, customer } = log;
  if (filed === null) return null;
  const who = customer?.name || customer?.address || customer?.number || "";
  return (
    <div class="log-filed">
      <p role="status">
        {words.filed(filed.number, who)} <StatusName status={log.draft.status} />
      </p>
      <LogFacts log={log} />
      <button
        type="button"
        class="button small"
        onClick={() => {
          desk.mail.tabs.show({ id: filed.id, number: filed.number, customer: who });
          desk.view.go("cases");
        }}
      >
        <Icon name="cases" size="small" />
        {words.openCase}
      </button>
    </div>
  );
}

/** Who it is by the screen pop; the number of a case alone says nothing of that. */
function poppedCustomer({ screen_pop }: Interaction): ChosenCustomer | null {
  if (screen_pop === null || screen_pop.case !== null) return null;
  const [only, ...others] = screen_pop.customers;
  if (only === undefined || others.length > 0) return null;
  return { id: only.id, name: only.name || only.address || only.number };
}
