/** A callback one is handling: whom to call, what they said, and how it went. */

import type { Interaction } from "@parley/wire";
import { CallerHistory } from "~/callback/caller-history";
import { Outcome } from "~/callback/outcome";
import { PhoneNumber } from "~/callback/phone-number";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { customerName } from "~/my_work/customer-name";
import { CallPane } from "~/voicemail/call-pane";
import { VoicemailBody } from "~/voicemail/voicemail-body";
import { VoicemailWhen } from "~/voicemail/voicemail-facts";

export interface CallbackPaneProps {
  readonly interaction: Interaction;
  readonly active: boolean;
  /** Whether it has the work area for itself. */
  readonly alone: boolean;
}

export function CallbackPane({ interaction, active, alone }: CallbackPaneProps) {
  const words = useDesk().words.value;
  const { callback } = interaction;
  const who = customerName(interaction, words);
  return (
    <CallPane
      interaction={interaction}
      active={active}
      alone={alone}
      label={words.callback.region(who)}
    >
      {callback !== undefined && (
        <>
          <header class="call-head">
            {callback.number === "" ? (
              <strong>{words.callback.noNumber}</strong>
            ) : (
              <PhoneNumber number={callback.number} prominent />
            )}
            <ul class="call-facts muted">
              <li>
                {callback.attempts === 0
                  ? words.callback.firstAttempt
                  : words.callback.attempts(callback.attempts)}
              </li>
              {callback.preferred_agent !== null && (
                <li>
                  <Icon name="person" size="small" />
                  {words.callback.preferred(callback.preferred_agent.name)}
                </li>
              )}
            </ul>
          </header>
          {callback.voicemail !== null && (
            <section class="call-message" aria-label={words.callback.message}>
              <h3>
                {words.callback.message}
                <VoicemailWhen voicemail={callback.voicemail} whole />
              </h3>
              <VoicemailBody interaction={interaction} voicemail={callback.voicemail} />
            </section>
          )}
          {callback.voicemail !== null && callback.number !== "" && (
            <CallerHistory voicemailId={callback.voicemail.id} />
          )}
          <Outcome interaction={interaction} callback={callback} />
        </>
      )}
    </CallPane>
  );
}
