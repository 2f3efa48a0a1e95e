/** An email one is handling: its case to read and answer, and below it the wrap-up. */

import type { Interaction } from "@parley/wire";
import { ConversationHeader } from "~/conversation/conversation-header";
import { useDesk } from "~/desk/desk-context";
import { arrivedMail } from "~/mail/arrived-mail";
import { CaseView } from "~/mail/case-view";
import { Thread } from "~/mail/thread";
import { customerName } from "~/my_work/customer-name";
import { WrapUpBar } from "~/wrap_up/wrap-up-bar";

export interface MailPaneProps {
  readonly interaction: Interaction;
  readonly active: boolean;
  /** Whether it has the work area for itself. */
  readonly alone: boolean;
}

export function MailPane({ interaction, active, alone }: MailPaneProps) {
  const desk = useDesk();
  const words = desk.words.value;
  const { handling, case: summary, email, actions } = interaction;
  const here = () => desk.view.activate(interaction.id);
  return (
    <section
      class="conversation mail-pane"
      data-active={active}
      data-alone={alone}
      aria-label={words.mail.region(customerName(interaction, words))}
      onFocusIn={here}
      onPointerDown={here}
    >
      <ConversationHeader interaction={interaction} />
      {summary !== null ? (
        <CaseView
          caseId={summary.id}
          interaction={interaction}
          mayReply={actions.includes("reply")}
          active={active}
        />
      ) : (
        email !== undefined && (
          <div class="case scroll">
            <Thread record={{ id: "", number: "", subject: "", mails: [arrivedMail(email)] }} />
          </div>
        )
      )}
      {handling?.state === "wrap_up" && <WrapUpBar interaction={interaction} handling={handling} />}
    </section>
  );
}
