/** A voicemail to work on: what is known of it, its sound, and how to keep it. */

import type { Interaction, Voicemail } from "@parley/wire";
import { useDesk } from "~/desk/desk-context";
import { Keep } from "~/voicemail/keep";
import { Player } from "~/voicemail/player";
import { Transcript } from "~/voicemail/transcript";
import { VoicemailFlags } from "~/voicemail/voicemail-facts";

export function VoicemailBody(props: { interaction: Interaction; voicemail: Voicemail }) {
  const desk = useDesk();
  const { interaction, voicemail } = props;
  const recording = desk.recordings.of(interaction);
  return (
    <>
      <VoicemailFlags voicemail={voicemail} />
      {recording !== null && (
        <Player
          recording={recording}
          medium={interaction.medium === "callback" ? "callback" : "voicemail"}
          atWork={interaction.handling?.state === "active"}
          onRetry={() => void desk.recordings.retry(interaction)}
        />
      )}
      {voicemail.transcript !== null && <Transcript text={voicemail.transcript} />}
      <Keep interaction={interaction} voicemail={voicemail} />
    </>
  );
}
