// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { Message } from "./chat";
import type { AgentName, CaseSummary, LogDraft, PopCustomer, PrechatAnswer, QueueName } from "./interaction";
import type { CaseStatus } from "./literals";

/** Who wrote, as far as they said. */
export interface LoggedVisitor {
  name: string;
  email: string;
  ip: string;
}

/** What one agent noted about the chat. */
export interface LoggedWork {
  agent: AgentName;
  queue: QueueName;
  accepted_at: string;
  ended_at: string | null;
  codes: string[];
  tags: string[];
  notes: string;
}

/** A chat as the customer file keeps it. */
export interface ChatLog {
  interaction_id: string;
  number: string;
  mode: "edit" | "none" | "view" | null;
  case: CaseSummary | null;
  customer: PopCustomer | null;
  queue: QueueName;
  agent: AgentName;
  agent_name: string;
  started_at: string;
  ended_at: string;
  waited_seconds: number;
  duration_seconds: number;
  visitor: LoggedVisitor;
  prechat: PrechatAnswer[];
  works: LoggedWork[];
  draft: LogDraft;
  messages: Message[];
  more: boolean;
  removed: boolean;
}

/** The log of a chat. */
export interface ReadChatLog {
  ok: true;
  log: ChatLog;
}

/** A log that its agent has to finish, in a list. */
export interface LogDraftRow {
  interaction_id: string;
  subject: string;
  queue: QueueName;
  ended_at: string;
  customer: PopCustomer | null;
}

/** One's own logs that are not finished, the latest first. */
export interface LogDrafts {
  ok: true;
  drafts: LogDraftRow[];
}

/** Keep a log as a draft; `rev` is the one last seen. */
export interface SaveChatLog {
  subject: string;
  description: string;
  status: CaseStatus;
  rev: number;
}

/** Save a log as a case of this customer. */
export interface FinishChatLog {
  subject: string;
  description: string;
  status: CaseStatus;
  rev: number;
  customer_id: string;
}
