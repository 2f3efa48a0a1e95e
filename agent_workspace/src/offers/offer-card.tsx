/** An offer: who, from where, how long they waited, what they wrote, and how long it rings. */

import { useState } from "preact/hooks";
import { PopLine } from "~/customers/customer-pop";
import { Elapsed } from "~/design/elapsed";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { customerName } from "~/my_work/customer-name";
import { CountdownRing } from "~/offers/countdown-ring";
import { MailPreview } from "~/offers/mail-preview";
import { lastCustomerWord } from "~/state/conversation";
import type { HeldOffer } from "~/state/desk-state";
import { CallbackPreview, VoicemailPreview } from "~/voicemail/voicemail-preview";

export function OfferCard({ offer }: { offer: HeldOffer }) {
  const desk = useDesk();
  const words = desk.words.value;
  const [busy, setBusy] = useState(false);
  const { interaction, transferred } = offer;
  const who = customerName(interaction, words);
  const answer = async (act: () => Promise<void>) => {
    setBusy(true);
    await act();
    setBusy(false);
  };
  const conversation = interaction.chat && desk.state.value.conversations[interaction.chat.id];
  const preview = (conversation && lastCustomerWord(conversation)?.text) ?? "";
  const answers = interaction.prechat.filter(({ value }) => value !== "").slice(0, 3);
  return (
    <section
      class="offer"
      aria-label={`${words.offer.title(words.media[interaction.medium])}, ${who}`}
    >
      <div class="offer-head">
        <CountdownRing offer={offer} />
        <div class="offer-who">
          <span class="offer-kind">
            <Icon name={interaction.medium} size="small" />
            {words.offer.title(words.media[interaction.medium])}
            <span class="offer-waited muted" title={words.offer.waited("").trim()}>
              <span class="unseen">{words.offer.waited("")} </span>
              <Elapsed since={interaction.enqueued_at} />
            </span>
          </span>
          <strong class="clip">{who}</strong>
          <span class="clip muted">{interaction.queue.name}</span>
        </div>
      </div>
      {transferred !== null && (
        <div class="offer-note">
          <span class="muted">
            {words.offer.transferredFrom(transferred.from_agent ?? transferred.from_queue ?? "")}
          </span>
          {transferred.note !== "" && <p>{transferred.note}</p>}
        </div>
      )}
      <PopLine interaction={interaction} />
      {interaction.medium === "chat" && (
        <p class={preview === "" ? "offer-preview muted" : "offer-preview"}>
          {preview || words.offer.noMessage}
        </p>
      )}
      {interaction.email !== undefined && (
        <MailPreview email={interaction.email} record={interaction.case} />
      )}
      {interaction.voicemail !== undefined && (
        <VoicemailPreview voicemail={interaction.voicemail} />
      )}
      {interaction.callback !== undefined && <CallbackPreview callback={interaction.callback} />}
      {answers.length > 0 && (
        <dl class="offer-answers" aria-label={words.offer.answers}>
          {answers.map(({ key, label, value }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd class="clip">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div class="offer-buttons">
        <button
          type="button"
          class="button primary"
          aria-disabled={busy}
          aria-keyshortcuts="Alt+A"
          onClick={() => void answer(() => desk.work.accept(offer.id))}
        >
          {words.offer.accept}
          <span class="keys" aria-hidden="true">
            Alt A
          </span>
        </button>
        <button
          type="button"
          class="button"
          disabled={!offer.can_reject}
          title={offer.can_reject ? undefined : words.offer.noReject}
          aria-keyshortcuts="Alt+R"
          onClick={() => void answer(() => desk.work.reject(offer.id))}
        >
          {words.offer.reject}
        </button>
      </div>
    </section>
  );
}
