/** Keeping a recording: a copy by mail, a download where it is permitted, and until when it is here. */

import type { Interaction, Voicemail } from "@parley/wire";
import { useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { dateAndTime } from "~/words/calendar";

export interface KeepProps {
  readonly interaction: Interaction;
  readonly voicemail: Voicemail;
}

export function Keep({ interaction, voicemail }: KeepProps) {
  const desk = useDesk();
  const words = desk.words.value.voicemail;
  const { download_url: download, copy } = voicemail;
  const mayCopy = interaction.actions.includes("copy");
  const { handling } = interaction;
  // One who was reached, or given up, is called no more: from then on it goes like any other.
  const isOwed =
    interaction.medium === "callback" &&
    (handling?.state !== "wrap_up" || handling.outcome === "rescheduled");
  return (
    <footer class="voicemail-keep">
      <div class="voicemail-keep-buttons">
        {mayCopy && copy?.state !== "queued" && copy?.state !== "accepted" && (
          <CopyButton interaction={interaction} again={copy !== null} />
        )}
        {download !== null && !voicemail.deleted && (
          <a class="button" href={download} download={voicemail.file_name}>
            <Icon name="download" size="small" />
            {words.download}
          </a>
        )}
      </div>
      {copy !== null && <CopyState copy={copy} />}
      <p class="muted">
        {voicemail.deleted
          ? words.deleted
          : voicemail.deletes_at !== null
            ? words.deletedAt(dateAndTime(voicemail.deletes_at, desk.locale.value))
            : isOwed
              ? words.keptUntilReached
              : words.deletedAfter}
      </p>
    </footer>
  );
}

function CopyButton({ interaction, again }: { interaction: Interaction; again: boolean }) {
  const desk = useDesk();
  const words = desk.words.value.voicemail;
  const [asking, setAsking] = useState(false);
  return (
    <button
      type="button"
      class="button"
      aria-disabled={asking}
      aria-keyshortcuts="1"
      data-copy
      onClick={async () => {
        if (asking) return;
        setAsking(true);
        await desk.calls.copy(interaction.id);
        setAsking(false);
      }}
    >
      <Icon name="email" size="small" />
      {again ? words.copyAgain : words.copy}
      <span class="keys" aria-hidden="true">
        1
      </span>
    </button>
  );
}

function CopyState({ copy }: { copy: NonNullable<Voicemail["copy"]> }) {
  const words = useDesk().words.value.voicemail;
  const { state, address, detail } = copy;
  return (
    <p class="voicemail-copy" data-state={state} role="status">
      <Icon name={state === "failed" ? "warning" : state === "accepted" ? "check" : "clock"} />
      {words.copies[state](address)}
      {state === "failed" && detail !== "" && <span class="muted"> {detail}</span>}
    </p>
  );
}
