/** A voicemail as interactions carry one: alone, or with the call that is owed to its caller. */

import type { Interaction, Voicemail } from "@parley/wire";
import type { RecordingSource } from "~/voicemail/recording";

/** The part of an interaction that concerns recordings. */
export type Recorded = Pick<Interaction, "id" | "voicemail" | "callback">;

export function voicemailOf({ voicemail, callback }: Recorded): Voicemail | null {
  return voicemail ?? callback?.voicemail ?? null;
}

/** Where its sound is; null where there is nothing to hear. */
export function sourceOf(recorded: Recorded): RecordingSource | null {
  const voicemail = voicemailOf(recorded);
  if (voicemail === null || voicemail.audio_url === null || voicemail.deleted) return null;
  return {
    audioUrl: voicemail.audio_url,
    peaksUrl: voicemail.peaks_url,
    seconds: voicemail.duration_seconds ?? 0,
  };
}

/** The name or the number of whoever called; empty where they withheld both. */
export function callerOf(recorded: Recorded): string {
  const voicemail = voicemailOf(recorded);
  return voicemail?.caller_name || recorded.callback?.number || voicemail?.caller || "";
}
