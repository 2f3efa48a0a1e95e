/** How a mail that went out stands, for all of its recipients and each of them. */

import type { CaseMail, DeliveryState } from "@parley/wire";
import { useState } from "preact/hooks";
import { Icon, type IconName } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

const ICONS: Record<DeliveryState, IconName> = {
  queued: "clock",
  sending: "send",
  accepted: "check",
  delayed: "clock",
  failed: "warning",
  possibly_sent: "help",
};

/** The state in a folded mail's line. */
export function DeliveryMark({ state }: { state: DeliveryState }) {
  const words = useDesk().words.value.mail;
  return (
    <span class="delivery-mark" data-state={state} title={words.states[state]}>
      <Icon name={ICONS[state]} size="small" />
      <span class="unseen">{words.states[state]}</span>
    </span>
  );
}

export function Delivery({ caseId, mail }: { caseId: string; mail: CaseMail }) {
  const words = useDesk().words.value.mail;
  const { state, recipients } = mail;
  if (state === null) return null;
  // Where all stand alike, saying so once is enough.
  const told = recipients.some((one) => one.state !== state || one.detail !== "");
  const alone = recipients.length === 1 ? recipients[0]?.detail : "";
  return (
    <div class="delivery" data-state={state}>
      <p class="delivery-state" role="status">
        <Icon name={ICONS[state]} size="small" />
        {words.states[state]}
      </p>
      {alone !== undefined && alone !== "" && <p class="muted delivery-detail">{alone}</p>}
      {recipients.length > 1 && told && (
        <ul class="delivery-recipients" aria-label={words.perRecipient}>
          {recipients.map((one) => (
            <li key={one.address} data-state={one.state}>
              <Icon name={ICONS[one.state]} size="small" />
              <span>{words.stateOf(one.address, words.states[one.state])}</span>
              {one.detail !== "" && <span class="muted delivery-detail">{one.detail}</span>}
            </li>
          ))}
        </ul>
      )}
      {state === "possibly_sent" && <Decision caseId={caseId} mailId={mail.id} />}
    </div>
  );
}

function Decision({ caseId, mailId }: { caseId: string; mailId: string }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const [busy, setBusy] = useState(false);
  const settle = async (action: "resend" | "mark_sent") => {
    if (busy) return;
    setBusy(true);
    await desk.mail.book.resolve(caseId, mailId, action);
    setBusy(false);
  };
  return (
    <div class="delivery-decision">
      <p>{words.possiblyText}</p>
      <button
        type="button"
        class="button small"
        aria-disabled={busy}
        onClick={() => void settle("resend")}
      >
        {words.resend}
      </button>
      <button
        type="button"
        class="button small"
        aria-disabled={busy}
        onClick={() => void settle("mark_sent")}
      >
        {words.markSent}
      </button>
    </div>
  );
}
