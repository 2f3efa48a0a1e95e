// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { Locale, Role } from "./literals";

/** Log in by user name or email address. */
export interface Login {
  username: string;
  password: string;
}

/** Who has logged in. */
export interface LoginAgent {
  id: string;
  username: string;
  name: string;
  display_name: string;
  role: Role;
  locale: Locale;
}

/** The session's token, for clients that hold no cookies, and its agent. */
export interface LoggedIn {
  token: string;
  agent: LoginAgent;
}

/** Replace one's password; every other session ends. */
export interface ChangePassword {
  old: string;
  new: string;
}

/** Whether the gateway can work, part by part. */
export interface Health {
  ready: boolean;
  parts: Record<string, boolean>;
}

/** What a telephone system says about the recording that it hands in as `audio`. */
export interface HandedIn {
  queue: string;
  caller: string;
  caller_name: string;
  called_at: string;
  callback: string;
  agent_box: string;
  phone_queue: string;
  interaction_guid: string;
  transaction_id: string;
  start_offset_seconds: number | null;
  cluster: string;
}

/** A voice message that is kept for `callback.request` to send it, and otherwise forgotten. */
export interface UploadedVoice {
  voice_id: string;
  duration_seconds: number;
}

/** A recording that was kept for good. */
export interface TakenVoicemail {
  interaction_id: string;
}
