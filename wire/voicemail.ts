// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { CallbackOutcome, CopyState, InteractionState, VoicemailFlag } from "./literals";

/** The copy that this agent has asked for, as it stands at the mail server. */
export interface VoicemailCopy {
  state: CopyState;
  address: string;
  detail: string;
}

/** The recording behind an interaction; addresses are signed and last ten minutes. */
export interface Voicemail {
  id: string;
  caller: string;
  caller_name: string;
  called_at: string;
  duration_seconds: number | null;
  audio_url: string | null;
  peaks_url: string | null;
  download_url: string | null;
  file_name: string;
  flags: VoicemailFlag[];
  reason: string;
  transcript: string | null;
  copy: VoicemailCopy | null;
  deletes_at: string | null;
  deleted: boolean;
}

/** A waveform: how loud each share of the recording is at most, from 0 to 1. */
export interface VoicemailPeaks {
  peaks: number[];
}

/** What the same number has left before, and what came of it. */
export interface EarlierCall {
  interaction_id: string;
  medium: "callback" | "voicemail";
  queue: string;
  called_at: string;
  duration_seconds: number | null;
  state: InteractionState;
  attempts: number;
  outcome: CallbackOutcome | null;
  agent: string | null;
}

/** The ten newest of them. */
export interface CallerHistory {
  calls: EarlierCall[];
}

/** The agent whom the caller is kept for while they are available. */
export interface PreferredAgent {
  id: string;
  name: string;
}

/** A caller who waits to be called, with what they have said. */
export interface Callback {
  number: string;
  preferred_agent: PreferredAgent | null;
  attempts: number;
  attempts_left: number | null;
  voicemail: Voicemail | null;
}

/** The caller was reached, or the last attempt was made (CBK-004). */
export interface FinishCallback {
  interaction_id: string;
  outcome?: CallbackOutcome;
}

/** The caller was not reached: call again at a time (RFC 3339, with its zone; CBK-005). */
export interface RescheduleCallback {
  interaction_id: string;
  at: string;
}
