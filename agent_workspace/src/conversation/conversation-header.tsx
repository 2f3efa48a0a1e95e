/** A conversation's header: customer, queue, how long they waited, how long it lasts, what to do. */

import type { Interaction } from "@parley/wire";
import { useState } from "preact/hooks";
import { Elapsed } from "~/design/elapsed";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { isPristine } from "~/mail/draft-state";
import { customerName } from "~/my_work/customer-name";
import { unansweredSince } from "~/state/conversation";
import { compact } from "~/words/durations";

export function ConversationHeader({ interaction }: { interaction: Interaction }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { handling, actions } = interaction;
  const may = (action: Interaction["actions"][number]) => actions.includes(action);
  const who = customerName(interaction, words);
  const { email } = interaction;
  return (
    <header class="conversation-header">
      <div class="conversation-who">
        {/* A letter is known by its subject, a chat by whom it is with. */}
        <h2 class="clip">{email === undefined ? who : email.subject || words.mail.noSubject}</h2>
        <p class="clip muted">
          {email !== undefined && <span class="wide-only">{who} · </span>}
          <span>{interaction.queue.name}</span>
          <span class="conversation-waited">
            {" · "}
            {words.chat.waited(compact(interaction.waited_seconds, words.units))}
          </span>
        </p>
      </div>
      {handling !== null && (
        <span class="conversation-lasting muted" title={words.chat.lasting}>
          <Icon name="clock" size="small" />
          <span class="unseen">{words.chat.lasting}: </span>
          {handling.ended_at === null ? (
            <Elapsed since={handling.accepted_at} form="clock" />
          ) : (
            <Lasted from={handling.accepted_at} to={handling.ended_at} />
          )}
        </span>
      )}
      {may("transfer") && (
        <button
          type="button"
          class="button small"
          aria-label={words.chat.transfer}
          aria-keyshortcuts="Alt+T"
          onClick={() => {
            desk.view.dialog.value = { kind: "transfer", interactionId: interaction.id };
          }}
        >
          <Icon name="transfer" size="small" />
          <span class="wide-only">{words.chat.transfer}</span>
        </button>
      )}
      {may("end") && handling?.state === "active" && <EndButton interaction={interaction} />}
      <ContextToggle interaction={interaction} />
    </header>
  );
}

/** Ends at once, unless something is left unsaid: then it asks in place. */
function EndButton({ interaction }: { interaction: Interaction }) {
  const desk = useDesk();
  const words = desk.words.value.chat;
  const { mail } = desk.words.value;
  const [asking, setAsking] = useState("");
  const { chat, medium } = interaction;
  const end = () => {
    setAsking("");
    void desk.work.end(interaction.id);
  };
  const press = () => {
    const conversation = chat && desk.state.value.conversations[chat.id];
    const letters = desk.mail.drafts.ofCase(interaction.case?.id ?? "");
    if (chat && desk.chat.hasUnsent(chat.id)) {
      setAsking(words.endAskDraft);
    } else if (chat?.state === "active" && conversation && unansweredSince(conversation) !== null) {
      setAsking(words.endAsk);
    } else if (medium === "email" && !letters.every(isPristine)) {
      setAsking(mail.endAskDraft);
    } else end();
  };
  return (
    <div class="menu-anchor">
      <button
        type="button"
        class="button small danger"
        data-end={interaction.id}
        aria-keyshortcuts="Alt+E"
        aria-expanded={asking !== ""}
        onClick={press}
      >
        {words.end}
      </button>
      {asking !== "" && (
        <div
          class="menu ask"
          role="alertdialog"
          aria-label={asking}
          onKeyDown={(event) => {
            if (event.key === "Escape") setAsking("");
          }}
        >
          <p>{asking}</p>
          <div class="ask-buttons">
            <button
              type="button"
              class="button small"
              ref={(button) => button?.focus()}
              onClick={() => setAsking("")}
            >
              {words.keepOpen}
            </button>
            <button type="button" class="button small danger" onClick={end}>
              {medium === "email" ? mail.endConfirm : words.endConfirm}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

function ContextToggle({ interaction }: { interaction: Interaction }) {
  const desk = useDesk();
  const words = desk.words.value.regions;
  const shown = desk.view.contextShown.value;
  return (
    <button
      type="button"
      class="button quiet icon-only small context-toggle"
      aria-pressed={shown}
      aria-label={shown ? words.closeContext : words.openContext}
      title={shown ? words.closeContext : words.openContext}
      onClick={() => {
        desk.view.activate(interaction.id);
        desk.view.toggleContext();
      }}
    >
      <Icon name="sidebar" />
    </button>
  );
}

function Lasted({ from, to }: { from: string; to: string }) {
  const { units } = useDesk().words.value;
  return <time class="figures">{compact((Date.parse(to) - Date.parse(from)) / 1_000, units)}</time>;
}
