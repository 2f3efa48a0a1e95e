/** What is known of a voicemail without hearing it: who called, when, for how long, what is wrong. */

import type { Voicemail, VoicemailFlag } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { dateAndTime, shortMoment } from "~/words/calendar";
import { clock } from "~/words/durations";

/** What tells an agent nothing they could act on is left out. */
const TOLD: readonly VoicemailFlag[] = ["silent", "clipped", "empty", "truncated", "shortened"];

/** When and how long, on one line. */
export function VoicemailWhen({ voicemail, whole }: { voicemail: Voicemail; whole?: boolean }) {
  const desk = useDesk();
  const words = desk.words.value.voicemail;
  const locale = desk.locale.value;
  const { called_at: at, duration_seconds: seconds } = voicemail;
  return (
    <span class="voicemail-when muted">
      <time dateTime={at}>
        {whole ? dateAndTime(at, locale) : shortMoment(at, desk.clock.exact(), locale)}
      </time>
      {seconds !== null && (
        <>
          {" · "}
          <span class="figures" title={words.length}>
            <span class="unseen">{words.length} </span>
            {clock(seconds)}
          </span>
        </>
      )}
    </span>
  );
}

/** What a listener should know beforehand; nothing where all is well. */
export function VoicemailFlags({ voicemail }: { voicemail: Voicemail }) {
  const words = useDesk().words.value.voicemail;
  const told = TOLD.filter((flag) => voicemail.flags.includes(flag));
  const unplayable = voicemail.duration_seconds === null && voicemail.reason !== "";
  if (told.length === 0 && !unplayable) return null;
  return (
    <ul class="voicemail-flags" aria-label={words.warnings}>
      {unplayable && (
        <li data-grave="true">
          <Icon name="warning" size="small" />
          {words.cannotPlay(words.reasons[voicemail.reason] ?? voicemail.reason)}
        </li>
      )}
      {told.map((flag) => (
        <li key={flag}>
          <Icon name="warning" size="small" />
          {words.flags[flag]}
        </li>
      ))}
    </ul>
  );
}
