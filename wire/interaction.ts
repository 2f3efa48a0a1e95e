// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { Chat } from "./chat";
import type { Action, CaseStatus, HandlingState, InteractionState, Medium, PopMatch, WithdrawalReason } from "./literals";
import type { Email } from "./mail";
import type { Callback, Voicemail } from "./voicemail";

/** One code of a list. */
export interface CodeChoice {
  id: string;
  name: string;
}

/** Codes an agent chooses from, for a transaction or for a status. */
export interface CodeList {
  id: string;
  name: string;
  kind: "status" | "transaction";
  mandatory: boolean;
  multiple: boolean;
  codes: CodeChoice[];
  statuses: string[];
}

/** A queue named for display. */
export interface QueueName {
  id: string;
  name: string;
}

/** An agent named for colleagues. */
export interface AgentName {
  id: string;
  name: string;
}

/** One agent's work on an interaction, from accepting it to wrapping it up. */
export interface Handling {
  id: string;
  interaction_id: string;
  agent: AgentName;
  state: HandlingState;
  accepted_at: string;
  ended_at: string | null;
  wrap_up_ends_at: string | null;
  codes: string[];
  tags: string[];
  notes: string;
  outcome: string | null;
}

/** One stretch of an interaction's journey: in a queue or with an agent. */
export interface Stage {
  queue: string | null;
  agent: string | null;
  from: string;
  to: string | null;
  reason: string;
  note: string;
}

/** Who is asking, as far as is known. */
export interface Customer {
  id: string | null;
  name: string;
  email: string;
  ip: string;
  verified: boolean;
}

/** The case an interaction belongs to. */
export interface CaseSummary {
  id: string;
  number: string;
  subject: string;
  status: string;
}

/** A customer whose contact it may be. */
export interface PopCustomer {
  id: string;
  number: string;
  name: string;
  company: string;
  address: string;
}

/** Which record the desk presents, and when; of several an agent chooses (G-14). */
export interface ScreenPop {
  when: "after_accept" | "before_accept" | "on_completion";
  match: PopMatch;
  record_ids: string[];
  form: string | null;
  case: CaseSummary | null;
  customers: PopCustomer[];
}

/** What the desk presents beside this interaction from now on. */
export interface PoppedScreen {
  interaction_id: string;
  screen_pop: ScreenPop;
}

/** Say whose contact it is. */
export interface ChooseCustomer {
  interaction_id: string;
  customer_id: string;
}

/** What the desk presents now. */
export interface ChosenCustomer {
  ok: true;
  screen_pop: ScreenPop;
}

/** The log of a chat as far as its agent has written it. */
export interface LogDraft {
  subject: string;
  description: string;
  status: CaseStatus;
  rev: number;
  saved_at: string | null;
}

/** The log of a chat that has ended: to be read, to be finished, or not shown (CHT-023). */
export interface AutoLog {
  mode: "edit" | "none" | "view";
  case_id: string | null;
  draft: LogDraft | null;
}

/** What has become of the log of this interaction. */
export interface LoggedChat {
  mode: "edit" | "none" | "view";
  case_id: string | null;
  draft: LogDraft | null;
  interaction_id: string;
}

/** What the customer answered before the chat, labelled for the agent. */
export interface PrechatAnswer {
  key: string;
  label: string;
  value: string;
}

/** A contact as the agent who is offered or handles it sees it. */
export interface Interaction {
  id: string;
  rev: number;
  medium: Medium;
  queue: QueueName;
  state: InteractionState;
  direction: "inbound" | "outbound";
  enqueued_at: string;
  waited_seconds: number;
  ended_at: string | null;
  handling: Handling | null;
  actions: Action[];
  journey: Stage[];
  code_lists: CodeList[];
  customer: Customer | null;
  case: CaseSummary | null;
  screen_pop: ScreenPop | null;
  auto_log: AutoLog | null;
  prechat: PrechatAnswer[];
  chat?: Chat;
  email?: Email;
  voicemail?: Voicemail;
  callback?: Callback;
}

/** Where a transferred interaction comes from. */
export interface Transferred {
  from_agent: string | null;
  from_queue: string | null;
  note: string;
  at: string;
}

/** An interaction ringing at this agent until `expires_at`. */
export interface Offer {
  id: string;
  interaction: Interaction;
  expires_at: string;
  can_reject: boolean;
  transferred: Transferred | null;
}

/** The offer no longer rings here. */
export interface OfferWithdrawn {
  id: string;
  reason: WithdrawalReason;
}

/** Accept or reject an offer. */
export interface AnswerOffer {
  offer_id: string;
}

/** Name the interaction to act on; means the caller's own open handling of it. */
export interface ChooseInteraction {
  interaction_id: string;
}

/** The interaction as it is now. */
export interface ChosenInteraction {
  ok: true;
  interaction: Interaction;
}

/** When the wrap-up ends now; null when it ends with the mandatory code only. */
export interface ExtendedWrapUp {
  ok: true;
  wrap_up_ends_at: string | null;
}

/** Set the codes, tags or notes of one's handling; what is absent stays as it is. */
export interface Annotate {
  interaction_id: string;
  codes?: string[] | null;
  tags?: string[] | null;
  notes?: string | null;
}

/** An agent the router looked at, with the first condition that failed. */
export interface Candidate {
  agent: AgentName;
  failed: string | null;
}

/** Why an interaction waits or rings where it does. */
export interface Explanation {
  ok: true;
  interaction_id: string;
  state: InteractionState;
  position: number | null;
  candidates: Candidate[];
}

/** A queue one may transfer to; attended when somebody serves it. */
export interface TargetQueue {
  id: string;
  name: string;
  waiting: number;
  longest_wait_seconds: number | null;
  agents_available: number;
  attended: boolean;
}

/** An agent one may transfer to, or why not. */
export interface TargetAgent {
  id: string;
  name: string;
  status: string;
  allowed: boolean;
  why_not: string | null;
}

/** Where an interaction may go. */
export interface TransferTargets {
  ok: true;
  queues: TargetQueue[];
  agents: TargetAgent[];
}

/** Hand an interaction to a queue or an agent, named by id, name or user name. */
export interface Transfer {
  interaction_id: string;
  to_queue?: string | null;
  to_agent?: string | null;
  note?: string | null;
  confirm?: boolean;
}

/** Refuse new chats of this interaction's visitor for a time. */
export interface BlockVisitor {
  interaction_id: string;
  hours?: number;
  reason?: string | null;
}
