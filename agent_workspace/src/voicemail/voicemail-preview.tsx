/** The voicemail an offer is about: who called, when, for how long, and what is wrong with it. */

import type { Interaction, Voicemail } from "@parley/wire";
import { useDesk } from "~/desk/desk-context";
import { VoicemailFlags, VoicemailWhen } from "~/voicemail/voicemail-facts";

export function VoicemailPreview({ voicemail }: { voicemail: Voicemail }) {
  const words = useDesk().words.value.voicemail;
  const number = voicemail.caller || words.noNumber;
  return (
    <div class="voicemail-preview">
      {voicemail.caller_name !== "" && <span class="figures">{number}</span>}
      <VoicemailWhen voicemail={voicemail} />
      <VoicemailFlags voicemail={voicemail} />
    </div>
  );
}

/** The call that is owed: its number, how often it was tried, and the message if there is one. */
export function CallbackPreview({ callback }: { callback: NonNullable<Interaction["callback"]> }) {
  const words = useDesk().words.value.callback;
  return (
    <div class="voicemail-preview">
      <span class="figures">{callback.number || words.noNumber}</span>
      {callback.attempts > 0 && <span class="muted">{words.attempts(callback.attempts)}</span>}
      {callback.voicemail !== null && <VoicemailWhen voicemail={callback.voicemail} />}
      {callback.voicemail !== null && <VoicemailFlags voicemail={callback.voicemail} />}
    </div>
  );
}
