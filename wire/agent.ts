// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { AgentName, CaseSummary, CodeList, Interaction, Offer } from "./interaction";
import type { ChosenStatus, Locale, Medium, Role, Status, StatusReason } from "./literals";

/** What an agent's client shows when it connects; the cookie stands in for the token. */
export interface AgentAuth {
  token?: string | null;
  since?: Record<string, number> | null;
  protocol?: number;
}

/** One's own status, and the statuses one may choose next. */
export interface AgentStatus {
  status: Status;
  since: string;
  code: string | null;
  stop_new: boolean;
  next_status: Status | null;
  reason: StatusReason;
  allowed: ChosenStatus[];
}

/** The agent this desk belongs to. */
export interface AgentSelf {
  id: string;
  username: string;
  name: string;
  display_name: string;
  group: string | null;
  role: Role;
  max_chats: number;
  status: Status;
  since: string;
  code: string | null;
  stop_new: boolean;
  next_status: Status | null;
  allowed: ChosenStatus[];
}

/** Who waits in a queue by one medium. */
export interface QueueLine {
  medium: Medium;
  waiting: number;
  longest_wait_seconds: number | null;
}

/** One of the agent's queues with its live figures. */
export interface Queue {
  id: string;
  name: string;
  media: Medium[];
  enabled: boolean;
  waiting: number;
  longest_wait_seconds: number | null;
  lines: QueueLine[];
  agents_available: number;
  open: boolean;
}

/** A colleague. */
export interface RosterAgent {
  id: string;
  name: string;
  group: string | null;
  status: Status;
  since: string;
  reachable: boolean;
}

/** How an agent likes the desk. */
export interface Preferences {
  locale: Locale;
  theme: "dark" | "light" | "system";
  sounds: boolean;
  offer_sound: string;
  message_sound: string;
  notifications: boolean;
  silence_unattended: boolean;
  layout: "side_by_side" | "tabs";
  signature: string;
}

/** Change the preferences that are named; the others stay. */
export interface SetPreferences {
  locale?: Locale | null;
  theme?: "dark" | "light" | "system" | null;
  sounds?: boolean | null;
  offer_sound?: string | null;
  message_sound?: string | null;
  notifications?: boolean | null;
  silence_unattended?: boolean | null;
  layout?: "side_by_side" | "tabs" | null;
  signature?: string | null;
}

/** All preferences as they are now. */
export interface SavedPreferences {
  ok: true;
  preferences: Preferences;
}

/** What the desk needs to know of the gateway's configuration. */
export interface DeskSettings {
  max_message_chars: number;
  max_attachment_bytes: number;
  max_mail_files_bytes: number;
  can_manage_queues: boolean;
  tags: string[];
  mailboxes: string[];
}

/** What a colleague tells about a case, until it is put away. */
export interface Notice {
  id: string;
  text: string;
  at: string;
  by: AgentName | null;
  case: CaseSummary;
}

/** Put a notice away. */
export interface SeenNotice {
  notice_id: string;
}

/** Everything the desk shows, sent after every connect; live changes follow it. */
export interface Snapshot {
  protocol: number;
  build: string;
  server_time: string;
  rev: number;
  agent: AgentSelf;
  status_codes: CodeList[];
  queues: Queue[];
  offers: Offer[];
  interactions: Interaction[];
  notices: Notice[];
  permissions: string[];
  preferences: Preferences;
  settings: DeskSettings;
}

/** Choose a status, with a code where one is asked for: by its id, or by its name. */
export interface SetStatus {
  status: ChosenStatus;
  code?: string | null;
}

/** The status that is shown now. */
export interface ChangedStatus {
  ok: true;
  status: Status;
}

/** Take no new chats while finishing the present ones, or resume. */
export interface SetStopNew {
  on: boolean;
}

/** The status shown now, and the one that follows when the work is done. */
export interface ChangedStopNew {
  ok: true;
  status: Status;
  next_status: Status | null;
}

/** Serve exactly these of one's queues. */
export interface EnableQueues {
  queue_ids: string[];
}

/** One's queues as they are now. */
export interface EnabledQueues {
  ok: true;
  queues: Queue[];
}
