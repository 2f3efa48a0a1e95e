/** A voicemail one is handling: who called, the player, and below them the wrap-up. */

import type { Interaction } from "@parley/wire";
import { PhoneNumber } from "~/callback/phone-number";
import { useDesk } from "~/desk/desk-context";
import { customerName } from "~/my_work/customer-name";
import { CallPane } from "~/voicemail/call-pane";
import { voicemailOf } from "~/voicemail/voicemail";
import { VoicemailBody } from "~/voicemail/voicemail-body";
import { VoicemailWhen } from "~/voicemail/voicemail-facts";

export interface VoicemailPaneProps {
  readonly interaction: Interaction;
  readonly active: boolean;
  /** Whether it has the work area for itself. */
  readonly alone: boolean;
}

export function VoicemailPane({ interaction, active, alone }: VoicemailPaneProps) {
  const words = useDesk().words.value;
  const voicemail = voicemailOf(interaction);
  const who = customerName(interaction, words);
  return (
    <CallPane
      interaction={interaction}
      active={active}
      alone={alone}
      label={words.voicemail.region(who)}
    >
      {voicemail !== null && (
        <>
          <header class="call-head">
            <div class="call-who">
              {voicemail.caller === "" ? (
                <strong>{words.voicemail.noNumber}</strong>
              ) : (
                <PhoneNumber number={voicemail.caller} />
              )}
            </div>
            <VoicemailWhen voicemail={voicemail} whole />
          </header>
          <VoicemailBody interaction={interaction} voicemail={voicemail} />
        </>
      )}
    </CallPane>
  );
}
