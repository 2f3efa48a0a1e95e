/** One contact in my work: who, their last word, how long they have waited since. */

import type { Interaction } from "@parley/wire";
import { Elapsed } from "~/design/elapsed";
import { Icon } from "~/design/icon";
import { StatusMark } from "~/design/status-mark";
import { useDesk } from "~/desk/desk-context";
import { Ageing } from "~/my_work/ageing";
import { customerName } from "~/my_work/customer-name";
import { unansweredSince, unreadCount } from "~/state/conversation";
import { voicemailOf } from "~/voicemail/voicemail";
import { clock } from "~/words/durations";
import type { Words } from "~/words/en";
import { WrapUpClock } from "~/wrap_up/wrap-up-clock";

export function WorkRow(props: { interaction: Interaction; number: number | null }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { interaction, number } = props;
  const { chat, handling, email, callback, case: record } = interaction;
  const conversation = chat && desk.state.value.conversations[chat.id];
  const voicemail = voicemailOf(interaction);
  const wrapping = handling?.state === "wrap_up";
  const unread = conversation ? unreadCount(conversation) : 0;
  const since = conversation && !wrapping ? unansweredSince(conversation) : null;
  const last = conversation?.messages.findLast((message) => message.from !== "system");
  const active = desk.view.inSight(interaction.id);
  const draft = chat !== undefined && desk.drafts.of(chat.id).text !== "";
  const letters = record !== null && desk.mail.drafts.ofCase(record.id).length > 0;
  const who = customerName(interaction, words);
  return (
    <li class="work-row" data-active={active}>
      <button
        type="button"
        aria-current={active ? "true" : undefined}
        aria-keyshortcuts={number === null ? undefined : `Alt+${number}`}
        onClick={() => {
          desk.view.show(interaction.id);
          desk.view.callComposer();
        }}
      >
        <span class="work-number" aria-hidden="true">
          {number ?? <Icon name={interaction.medium} size="small" />}
        </span>
        <span class="work-who">
          <span class="clip" data-unread={unread > 0}>
            {who}
          </span>
          {unread > 0 && (
            <span class="badge">
              <span aria-hidden="true">{unread}</span>
              <span class="unseen">{words.work.unread(unread)}</span>
            </span>
          )}
        </span>
        <span class="work-when muted">
          {email !== undefined && !wrapping ? (
            record !== null && <span class="case-number figures">{record.number}</span>
          ) : wrapping ? (
            <span class="work-wrap">
              <StatusMark status="wrap_up" />
              <WrapUpClock handling={handling} />
            </span>
          ) : voicemail?.duration_seconds != null ? (
            <span class="figures">{clock(voicemail.duration_seconds)}</span>
          ) : since === null ? (
            last !== undefined && <span>{words.work.answered}</span>
          ) : (
            <>
              <span class="unseen">{words.work.waitsFor("")} </span>
              <Elapsed since={since} />
            </>
          )}
        </span>
        <span class="work-last clip muted">
          {email !== undefined ? (
            <>
              {letters && <em>{words.mail.draftMark} · </em>}
              {email.subject || words.mail.noSubject}
            </>
          ) : voicemail !== null || callback !== undefined ? (
            callback?.number || voicemail?.caller
          ) : conversation?.typing != null ? (
            <span class="work-typing">{words.work.typing}</span>
          ) : chat?.state === "ended" && !wrapping ? (
            words.work.ended
          ) : draft ? (
            <em>{desk.drafts.of(chat.id).text}</em>
          ) : (
            lastWords(last, words)
          )}
        </span>
      </button>
      {since !== null && <Ageing since={since} />}
    </li>
  );
}

function lastWords(
  message: { from: string; text: string; attachments: readonly { name: string }[] } | undefined,
  words: Words,
): string {
  if (message === undefined) return "";
  const said = message.text || message.attachments.map(({ name }) => name).join(", ");
  return message.from === "agent" ? words.work.yours(said) : said;
}
