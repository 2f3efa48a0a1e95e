// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

export type Medium = "chat" | "email" | "voicemail" | "callback";

export type Locale = "en" | "fr";

export type Status = "available" | "busy" | "busy_stop_new" | "wrap_up" | "offline" | "on_break" | "logged_out";

export type ChosenStatus = "available" | "offline" | "on_break" | "logged_out";

export type Role = "agent" | "supervisor" | "administrator";

export type StatusReason = "agent" | "logged_in" | "accepted" | "rejected" | "timed_out" | "ended" | "wrapped_up" | "returned" | "stopped";

export type MailKind = "customer" | "auto_reply" | "bounce" | "list";

export type CaseStatus = "open" | "pending" | "closed";

export type CaseMedium = "email" | "chat";

export type Level = "low" | "normal" | "high" | "urgent";

export type DeliveryState = "queued" | "sending" | "accepted" | "delayed" | "failed" | "possibly_sent";

export type DraftKind = "reply" | "reply_all" | "forward" | "follow_up" | "new";

export type ChatState = "bot" | "waiting" | "active" | "ended";

export type Sender = "customer" | "agent" | "bot" | "system";

export type Party = "customer" | "agent";

export type FormReason = "closed" | "unstaffed" | "max_wait";

export type BotDid = "greeting" | "answer" | "helped" | "miss" | "ask" | "told" | "closed" | "handed_over" | "idle";

export type PersonWhy = "wanted" | "missed" | "not_helped" | "message";

export type SystemNotice = "closed" | "unstaffed" | "max_wait" | "idle_warning";

export type InteractionState = "waiting" | "offered" | "active" | "wrap_up" | "scheduled" | "closed" | "abandoned" | "discarded";

export type HandlingState = "active" | "wrap_up" | "closed";

export type Action = "accept" | "reject" | "end" | "extend_wrap_up" | "annotate" | "wrap_up" | "transfer" | "send" | "block" | "reply" | "copy" | "done" | "reschedule";

export type WithdrawalReason = "timed_out" | "abandoned" | "accepted" | "rejected" | "unreachable" | "status" | "restart";

export type PopMatch = "case" | "customer" | "several" | "none";

export type InsertedAs = "text" | "link";

export type LinkReason = "table" | "element" | "too_long";

export type TaskStatus = "open" | "done";

export type VoicemailFlag = "silent" | "clipped" | "empty" | "truncated" | "repaired" | "shortened" | "undecoded";

export type CopyState = "queued" | "accepted" | "failed";

export type CallbackOutcome = "reached" | "not_reached";

export type RuleField = "number" | "name" | "duration" | "time" | "queue" | "file" | "box" | "id";

export type RuleSource = "subject" | "text" | "date" | "attachment" | "rule";

export type RuleMiss = "mailbox" | "sender" | "earlier_rule" | "no_recording";

export type FieldMode = "off" | "allow" | "require";

export type FieldKind = "number" | "text";

export type ErrorCode = "invalid" | "forbidden" | "not_found" | "unauthenticated" | "wrong_login" | "weak_password" | "offer_expired" | "status_not_allowed" | "code_required" | "at_capacity" | "chat_ended" | "client_id_reused" | "unattended" | "conflict" | "rate_limited" | "unavailable" | "upgrade_required" | "too_large" | "unsupported_type" | "blocked" | "address_taken" | "undo_expired" | "undo_blocked";

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

/** Choose a status, with a code where one is asked for. */
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

/** How a mail to one recipient stands. */
export interface Delivery {
  address: string;
  state: DeliveryState;
  detail: string;
}

/** One mail of a case's thread, in or out. */
export interface CaseMail {
  id: string;
  direction: "in" | "out";
  sender: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  reply_to: Mailbox[];
  subject: string;
  at: string;
  text: string;
  quoted: string;
  html_url: string | null;
  attachments: MailFile[];
  flags: string[];
  mail_kind: MailKind;
  agent: AgentName | null;
  state: DeliveryState | null;
  recipients: Delivery[];
}

/** A mail an agent has not sent yet. */
export interface Draft {
  id: string;
  case_id: string;
  kind: DraftKind;
  sender: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  attachments: MailFile[];
  answers: string | null;
  rev: number;
  saved_at: string;
}

/** Whose case it is. */
export interface CaseCustomer {
  id: string;
  number: string;
  name: string;
  company: string;
  addresses: string[];
}

/** A case that was merged into another. */
export interface MergedCase {
  id: string;
  number: string;
  subject: string;
  undo_until: string | null;
}

/** Merge a case into the one with this id. */
export interface MergeCase {
  into: string;
}

/** Move a mail into the case with this id. */
export interface MoveMail {
  into: string;
}

/** What stands below mails from one address, as plain text. */
export interface Signature {
  sender: string;
  text: string;
}

/** A case with everything that was written about it, oldest first. */
export interface Case {
  ok: true;
  id: string;
  number: string;
  subject: string;
  status: CaseStatus;
  priority: Level;
  severity: Level;
  medium: CaseMedium;
  customer: CaseCustomer;
  assignee: AgentName | null;
  mailbox: string;
  opened_at: string;
  changed_at: string;
  spam: boolean;
  linked_to: CaseSummary | null;
  merged_into: CaseSummary | null;
  undo_until: string | null;
  merged: MergedCase[];
  mails: CaseMail[];
  chats: ChatLog[];
  contacts: PastContact[];
  drafts: Draft[];
  senders: string[];
  signatures: Signature[];
}

/** A case in a list. */
export interface CaseRow {
  id: string;
  number: string;
  subject: string;
  status: CaseStatus;
  medium: CaseMedium;
  customer: string;
  assignee: AgentName | null;
  opened_at: string;
  changed_at: string;
  spam: boolean;
}

/** Cases found, the one changed last first. */
export interface Cases {
  ok: true;
  cases: CaseRow[];
  more: boolean;
  next: string | null;
}

/** Change what is named of a case; the rest stays. */
export interface ChangeCase {
  status: CaseStatus | null;
  priority: Level | null;
  severity: Level | null;
  subject: string | null;
}

/** Tell people where a case stands; the same `client_id` again tells nobody twice. */
export interface NotifyOfCase {
  client_id: string;
  agent_ids: string[];
  customer: boolean;
  note: string;
}

/** Open a case by writing first; the same `client_id` again gives the case that is there. */
export interface OpenCase {
  client_id: string;
  to: string;
  subject: string;
  sender: string | null;
}

/** Close a case as spam; `block` is the address of one who wrote in it. */
export interface MarkSpam {
  block: string | null;
}

/** An address whose mail is kept as closed spam and asks for nobody. */
export interface BlockedSender {
  address: string;
  blocked_at: string;
  blocked_by: AgentName | null;
  case: CaseSummary;
}

/** The addresses that are blocked, the latest first. */
export interface BlockedSenders {
  ok: true;
  senders: BlockedSender[];
  next: string | null;
}

/** Keep a draft; `rev` is the one last seen, 0 for a new draft. */
export interface SaveDraft {
  kind: DraftKind;
  sender: string | null;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  attachments: string[];
  answers: string | null;
  rev: number;
}

/** The draft as it is kept. */
export interface SavedDraft {
  ok: true;
  draft: Draft;
}

/** The mail is in the outbox. */
export interface SentMail {
  ok: true;
  message_id: string;
  state: DeliveryState;
}

/** Settle a mail that was possibly sent. */
export interface ResolveMail {
  action: "mark_sent" | "resend";
}

/** A mail that went out stands differently now. */
export interface MailState {
  message_id: string;
  case_id: string;
  state: DeliveryState;
  recipients: Delivery[];
}

/** A case that one read lately holds something new. */
export interface ChangedCase {
  case_id: string;
}

/** A mail that waits in a queue. */
export interface PendingEmail {
  interaction_id: string;
  waited_seconds: number;
  case_number: string;
  mailbox: string;
  contact: string;
  company: string;
  subject: string;
}

/** List the mails that wait in one of one's queues, the oldest first. */
export interface ListPending {
  queue_id: string;
  after?: string | null;
  limit?: number;
}

/** Mails that wait. */
export interface PendingEmails {
  ok: true;
  emails: PendingEmail[];
  more: boolean;
}

/** Throw mails away that wait and nobody has to answer. */
export interface DiscardEmails {
  interaction_ids: string[];
}

/** A file beside a message; `url` is signed and works for ten minutes. */
export interface Attachment {
  id: string;
  name: string;
  type: string;
  size_bytes: number;
  url: string;
}

/** One line of a chat; `seq` starts at 1 and has no gaps within the chat. */
export interface Message {
  id: string;
  chat_id: string;
  seq: number;
  from: Sender;
  name: string;
  html: string;
  text: string;
  at: string;
  client_id: string | null;
  notice: SystemNotice | null;
  asks: "contact" | "helped" | null;
  did: BotDid | null;
  because: PersonWhy | null;
  attachments: Attachment[];
}

/** The agent as the customer sees one: the display name alone. */
export interface ChatAgent {
  name: string;
}

/** The last `seq` each party has read; 0 for none. */
export interface ReadMarks {
  customer: number;
  agent: number;
}

/** A conversation as both parties see it; ignore one with a lower `rev`. */
export interface Chat {
  id: string;
  rev: number;
  state: ChatState;
  queue: string | null;
  position: number | null;
  estimated_wait_seconds: number | null;
  agent: ChatAgent | null;
  started_at: string;
  ended_at: string | null;
  end_reason: string | null;
  last_seq: number;
  read: ReadMarks;
  unread: number;
  last_customer_message_at: string | null;
  customer_connected: boolean;
  left_message: boolean;
  offer_form: FormReason | null;
  rating: number | null;
  transcript_sent: boolean;
}

/** Say something: plain `text` or allow-listed `html`, with or without attachments. */
export interface SendMessage {
  chat_id: string;
  client_id: string;
  text?: string | null;
  html?: string | null;
  attachments?: string[];
}

/** The message as stored; the same for every repetition of its `client_id`. */
export interface SentMessage {
  ok: true;
  message: Message;
}

/** Tell the other party that one is writing, or has stopped. */
export interface SetTyping {
  chat_id: string;
  typing: boolean;
}

/** The other party is writing, or has stopped. */
export interface Typing {
  chat_id: string;
  from: Sender;
  typing: boolean;
}

/** Everything up to `seq` has been seen. */
export interface MarkRead {
  chat_id: string;
  seq: number;
}

/** A party has seen everything up to `seq`. */
export interface Read {
  chat_id: string;
  seq: number;
  by: Party;
}

/** Ask for messages after or before a `seq`, oldest first. */
export interface ReadHistory {
  chat_id: string;
  after_seq?: number | null;
  before_seq?: number | null;
  limit?: number | null;
}

/** A page of messages in `seq` order; `more` says whether the page was cut. */
export interface History {
  ok: true;
  messages: Message[];
  more: boolean;
}

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

/** A contact of a customer, as the interaction log holds it (CRM-025). */
export interface PastContact {
  id: string;
  number: string;
  medium: string;
  direction: string;
  queue: string;
  state: string;
  entered_at: string;
  ended_at: string | null;
  changed_at: string;
  waited_seconds: number;
  duration_seconds: number;
  created_by: AgentName | null;
  agent: AgentName | null;
  subject: string;
  email: string;
  codes: string[];
  tags: string[];
  notes: string;
  due_at: string | null;
  reminder: boolean;
  case_id: string | null;
  case_number: string | null;
}

/** What the company itself wants to know of a customer. */
export interface CustomField {
  name: string;
  value: string;
}

/** A customer in a list. */
export interface CustomerRow {
  id: string;
  number: string;
  name: string;
  last_name: string;
  company: string;
  phone: string;
  account_number: string;
  address: string;
  open_cases: number;
}

/** Customers found, in the order asked for. */
export interface CustomerList {
  ok: true;
  customers: CustomerRow[];
  more: boolean;
  next: string | null;
}

/** A record that was merged into this one. */
export interface MergedCustomer {
  merge_id: string;
  number: string;
  name: string;
  at: string;
  by: AgentName | null;
  undo_until: string | null;
}

/** A customer with everything that hangs together with the record; the newest first. */
export interface CustomerRecord {
  ok: true;
  id: string;
  number: string;
  rev: number;
  name: string;
  company: string;
  account_number: string;
  phone: string;
  addresses: string[];
  notes: string;
  fields: CustomField[];
  created_at: string;
  changed_at: string;
  cases: CaseRow[];
  contacts: PastContact[];
  tasks: Task[];
  merged: MergedCustomer[];
}

/** Write a customer down; the same `id` again finds who was written down. */
export interface CreateCustomer {
  id: string;
  name: string;
  company: string;
  account_number: string;
  phone: string;
  addresses: string[];
  notes: string;
  fields: CustomField[];
}

/** Change what is named of a customer; `rev` is the one last seen. */
export interface ChangeCustomer {
  rev: number;
  name?: string;
  company?: string;
  account_number?: string;
  phone?: string;
  addresses?: string[];
  notes?: string;
  fields?: CustomField[];
}

/** Merge another record into this one; both as last seen. */
export interface MergeCustomers {
  rev: number;
  other_id: string;
  other_rev: number;
}

/** The two records are two again. */
export interface UndoneMerge {
  ok: true;
  kept_id: string;
  merged_id: string;
}

/** What happened, what to do about it, and which field is to blame. */
export interface ErrorDetail {
  code: string;
  message: string;
  field?: string | null;
  retry_after_seconds?: number | null;
}

/** The answer to an event that changed nothing. */
export interface Failure {
  error: ErrorDetail;
  ok: false;
}

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

/** A picture that is kept; `url` may stand in an entry, a message or a mail as it is. */
export interface StoredImage {
  id: string;
  url: string;
  width: number;
  height: number;
  size_bytes: number;
  type: "image/jpeg" | "image/png";
}

/** The address of a picture on a web page. */
export interface CopyImage {
  url: string;
}

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

/** What is looked for; its last word may only have begun. Without words: everything. */
export interface SearchEntries {
  query: string;
  category?: string | null;
  limit?: number | null;
}

/** An entry in a list. */
export interface FoundEntry {
  id: string;
  shortcut: string | null;
  category: string;
  language: Locale;
  question: string;
  excerpt: string;
  insertable_as: InsertedAs[];
}

/** Entries, the nearest first. */
export interface FoundEntries {
  ok: true;
  entries: FoundEntry[];
}

/** Which entry. */
export interface ChooseEntry {
  entry_id: string;
}

/** An entry with its answer as a message holds it. */
export interface KnowledgeEntry {
  id: string;
  shortcut: string | null;
  category: string;
  language: Locale;
  question: string;
  excerpt: string;
  insertable_as: InsertedAs[];
  html: string;
  text: string;
  reasons: LinkReason[];
  url: string;
}

/** The entry that was asked for. */
export interface ChosenEntry {
  ok: true;
  entry: KnowledgeEntry;
}

/** Nothing is asked but for all of them. */
export interface ListCategories {
}

/** A category is known by its name; `id` is the same. */
export interface Category {
  id: string;
  name: string;
  entries: number;
}

/** Every category, in alphabetical order. */
export interface Categories {
  ok: true;
  categories: Category[];
}

/** The chat whose customer's last message is to be answered. */
export interface SuggestEntries {
  chat_id: string;
}

/** Which entry, by one of two names, and how it is to go into a message. */
export interface InsertEntry {
  as: InsertedAs;
  entry_id?: string | null;
  shortcut?: string | null;
}

/** What to put into the message. */
export interface InsertedEntry {
  ok: true;
  html: string;
  text: string;
  inserted_as: InsertedAs;
}

/** An entry as it is written. */
export interface EntryContent {
  question: string;
  answer: string;
  category: string;
  language: Locale;
  shortcut: string | null;
}

/** What to keep of an entry, as a draft or for everybody. */
export interface WriteEntry {
  content: EntryContent;
  publish: boolean;
  rev: number;
  draft_rev: number;
}

/** What somebody is writing of an entry. */
export interface EntryDraft {
  content: EntryContent;
  rev: number;
  saved_at: string;
  agent: string | null;
}

/** A state an entry was published in. */
export interface EntryVersion {
  content: EntryContent;
  rev: number;
  at: string;
  agent: string | null;
}

/** An entry in the list of those who keep the knowledge base. */
export interface EntryRow {
  id: string;
  question: string;
  category: string;
  language: Locale;
  shortcut: string | null;
  rev: number;
  draft: boolean;
  uses: number;
}

/** What the answer bot has done since it was switched on first. */
export interface BotFigures {
  answered: number;
  helped: number;
  not_helped: number;
  handed_over: number;
}

/** A user guide, or somebody who helps. */
export interface HelpLink {
  title: string;
  url: string;
}

/** Where help is to be had beside the knowledge base (FAQ-012). */
export interface HelpLinks {
  ok: true;
  links: HelpLink[];
}

/** Every entry, published or not. */
export interface ManagedEntries {
  ok: true;
  entries: EntryRow[];
  bot: BotFigures;
}

/** An entry with everything that is known of it. */
export interface ManagedEntry {
  ok: true;
  id: string;
  rev: number;
  published: EntryContent | null;
  draft: EntryDraft | null;
  url: string | null;
  versions: EntryVersion[];
  uses: number;
}

/** An answer that is being written. */
export interface PreviewAnswer {
  answer: string;
}

/** How an answer will look, in a message and on its page; both are clean. */
export interface AnswerPreview {
  ok: true;
  message_html: string;
  page_html: string;
  visible_chars: number;
  insertable_as: InsertedAs[];
  reasons: LinkReason[];
}

/** A category's name, or another one for it. */
export interface WriteCategory {
  name: string;
}

/** A name with an address; the name may be empty. */
export interface Mailbox {
  name: string;
  address: string;
}

/** A file that came or goes with a mail; `url` is signed and lasts ten minutes. */
export interface MailFile {
  id: string;
  name: string;
  type: string;
  size_bytes: number;
  url: string;
  inline: boolean;
  damaged: boolean;
}

/** The mail behind an interaction. */
export interface Email {
  id: string;
  mailbox: string;
  sender: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  received_at: string;
  message_id: string;
  text: string;
  quoted: string;
  html_url: string | null;
  size_bytes: number;
  attachments: MailFile[];
  flags: string[];
  mail_kind: MailKind;
  kind: "follow_up" | "new_case";
}

/** One address that customers write to. */
export interface MailboxStanding {
  name: string;
  address: string;
  queue: string;
  ok: boolean;
  fetched: boolean;
  scan_age_seconds: number | null;
  trouble: string;
  set_aside: number;
}

/** Every mailbox. */
export interface Mailboxes {
  mailboxes: MailboxStanding[];
}

/** The answer to an event that had its effect. */
export interface Ok {
  ok: true;
}

/** The case a task is about. */
export interface TaskCase {
  id: string;
  number: string;
}

/** The customer a task is about. */
export interface TaskCustomer {
  id: string;
  name: string;
}

/** A task; `rev` rises with every change. */
export interface Task {
  id: string;
  number: string;
  rev: number;
  title: string;
  description: string;
  status: TaskStatus;
  priority: Level;
  due_at: string | null;
  overdue: boolean;
  reminder: boolean;
  owner: AgentName | null;
  case: TaskCase | null;
  customer: TaskCustomer | null;
  created_by: AgentName | null;
  created_at: string;
  changed_at: string;
  done_at: string | null;
}

/** Tasks found: open ones first, those due first in front. */
export interface TaskList {
  ok: true;
  tasks: Task[];
  more: boolean;
}

/** A task as it is kept. */
export interface KeptTask {
  ok: true;
  task: Task;
}

/** Promise something; the same `id` again finds what was promised. Without `owner`: oneself. */
export interface CreateTask {
  id: string;
  title: string;
  description: string;
  priority: Level;
  due_at: string | null;
  reminder: boolean;
  owner?: string | null;
  case_id: string | null;
  customer_id: string | null;
}

/** Change what is named of a task; `rev` is the one last seen. */
export interface ChangeTask {
  rev: number;
  title?: string;
  description?: string;
  status?: TaskStatus;
  priority?: Level;
  due_at?: string | null;
  reminder?: boolean;
  owner?: string | null;
}

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

/** A mail that nobody takes in. */
export interface TryVoicemailRules {
  mail: string;
  mailbox: string | null;
}

/** One thing that was read. */
export interface RuleReading {
  field: RuleField;
  value: string;
  source: RuleSource;
  quote: string;
}

/** What one rule makes of the mail. */
export interface TriedVoicemailRule {
  name: string;
  mailbox: string;
  miss: RuleMiss | null;
  senders: string[];
  readings: RuleReading[];
}

/** What all rules make of the mail. */
export interface TriedVoicemailRules {
  sender: string;
  subject: string;
  rules: TriedVoicemailRule[];
}

/** What a customer's client shows when it connects. */
export interface WidgetAuth {
  site: string;
  token?: string | null;
  identity?: string | null;
  since?: Record<string, number> | null;
  locale?: string;
  protocol?: number;
}

/** One question of the form before a chat. */
export interface PrechatField {
  key: string;
  label: string;
  kind: FieldKind;
  mode: FieldMode;
}

/** The form before a chat: the standard questions, then the site's own. */
export interface Prechat {
  name: FieldMode;
  email: FieldMode;
  account_number: FieldMode;
  case_number: FieldMode;
  fields: PrechatField[];
}

/** What the site's owner decided about the widget. */
export interface WidgetSettings {
  name: string;
  greeting: string;
  colour: string;
  consent: string | null;
  prechat: Prechat;
  max_message_chars: number;
  max_attachment_bytes: number;
  languages: string[];
  bot: boolean;
  open: boolean;
  opens_at: string | null;
  staffed: boolean;
  voice: boolean;
  callback: boolean;
}

/** What the widget need not ask: it is known already. */
export interface Known {
  name: string;
  email: string;
  verified: boolean;
}

/** The first thing a customer hears after connecting; missed messages follow it. */
export interface Session {
  protocol: number;
  build: string;
  server_time: string;
  token: string;
  visitor_id: string;
  identity: "accepted" | "expired" | "invalid" | null;
  known: Known;
  chat: Chat | null;
  settings: WidgetSettings;
}

/** Ask for a conversation. */
export interface StartChat {
  client_id: string;
  name?: string | null;
  email?: string | null;
  account_number?: string | null;
  case_number?: string | null;
  fields?: Record<string, string | number | boolean | null> | null;
  message?: string | null;
  queue?: string | null;
}

/** The conversation; `existing` when this start, or an open chat, was already there. */
export interface StartedChat {
  ok: true;
  chat: Chat;
  existing: boolean;
}

/** Leave the conversation. */
export interface EndChat {
  chat_id: string;
}

/** Leave the answer bot for the queue. */
export interface AskForPerson {
  chat_id: string;
}

/** Say whether one of the bot's answers helped. */
export interface JudgeAnswer {
  chat_id: string;
  message_id: string;
  helped: boolean;
}

/** Say how good the conversation was, from 1 to 5. */
export interface RateChat {
  chat_id: string;
  score: number;
  comment?: string | null;
}

/** Have the conversation sent to one's own address, once. */
export interface SendTranscript {
  chat_id: string;
  email: string;
}

/** Leave a message when nobody can answer now; it becomes a queued item. */
export interface LeaveMessage {
  client_id: string;
  name: string;
  email: string;
  text: string;
}

/** Ask to be called, leave a voice message, or both. */
export interface RequestCallback {
  client_id: string;
  number?: string;
  name?: string | null;
  voice_id?: string | null;
}

/** It waits in its queue; asking again changes nothing. */
export interface RequestedCallback {
  ok: true;
  callback: boolean;
}

/** What a client event is answered with. */
export type Answer<T> = T | Failure;

export interface WidgetClientEvents {
  "chat.start": (payload: StartChat, acknowledge: (answer: Answer<StartedChat>) => void) => void;
  "chat.send": (payload: SendMessage, acknowledge: (answer: Answer<SentMessage>) => void) => void;
  "chat.typing": (payload: SetTyping, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.read": (payload: MarkRead, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.history": (payload: ReadHistory, acknowledge: (answer: Answer<History>) => void) => void;
  "chat.human": (payload: AskForPerson, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.feedback": (payload: JudgeAnswer, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.end": (payload: EndChat, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.rate": (payload: RateChat, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.transcript": (payload: SendTranscript, acknowledge: (answer: Answer<Ok>) => void) => void;
  "callback.request": (payload: RequestCallback, acknowledge: (answer: Answer<RequestedCallback>) => void) => void;
  "message.leave": (payload: LeaveMessage, acknowledge: (answer: Answer<Ok>) => void) => void;
}

export interface WidgetServerEvents {
  "session": (payload: Session) => void;
  "chat": (payload: Chat) => void;
  "message": (payload: Message) => void;
  "typing": (payload: Typing) => void;
  "read": (payload: Read) => void;
}

export interface AgentClientEvents {
  "status.set": (payload: SetStatus, acknowledge: (answer: Answer<ChangedStatus>) => void) => void;
  "stop_new.set": (payload: SetStopNew, acknowledge: (answer: Answer<ChangedStopNew>) => void) => void;
  "queues.enable": (payload: EnableQueues, acknowledge: (answer: Answer<EnabledQueues>) => void) => void;
  "offer.accept": (payload: AnswerOffer, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "offer.reject": (payload: AnswerOffer, acknowledge: (answer: Answer<Ok>) => void) => void;
  "interaction.end": (payload: ChooseInteraction, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "interaction.extend_wrap_up": (payload: ChooseInteraction, acknowledge: (answer: Answer<ExtendedWrapUp>) => void) => void;
  "interaction.annotate": (payload: Annotate, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "interaction.wrap_up": (payload: ChooseInteraction, acknowledge: (answer: Answer<Ok>) => void) => void;
  "interaction.explain": (payload: ChooseInteraction, acknowledge: (answer: Answer<Explanation>) => void) => void;
  "transfer.targets": (payload: ChooseInteraction, acknowledge: (answer: Answer<TransferTargets>) => void) => void;
  "interaction.transfer": (payload: Transfer, acknowledge: (answer: Answer<Ok>) => void) => void;
  "visitor.block": (payload: BlockVisitor, acknowledge: (answer: Answer<Ok>) => void) => void;
  "preferences.set": (payload: SetPreferences, acknowledge: (answer: Answer<SavedPreferences>) => void) => void;
  "email.pending": (payload: ListPending, acknowledge: (answer: Answer<PendingEmails>) => void) => void;
  "email.pull": (payload: ChooseInteraction, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "email.discard": (payload: DiscardEmails, acknowledge: (answer: Answer<Ok>) => void) => void;
  "notice.seen": (payload: SeenNotice, acknowledge: (answer: Answer<Ok>) => void) => void;
  "customer.choose": (payload: ChooseCustomer, acknowledge: (answer: Answer<ChosenCustomer>) => void) => void;
  "faq.search": (payload: SearchEntries, acknowledge: (answer: Answer<FoundEntries>) => void) => void;
  "faq.get": (payload: ChooseEntry, acknowledge: (answer: Answer<ChosenEntry>) => void) => void;
  "faq.categories": (payload: ListCategories, acknowledge: (answer: Answer<Categories>) => void) => void;
  "faq.suggest": (payload: SuggestEntries, acknowledge: (answer: Answer<FoundEntries>) => void) => void;
  "faq.insert": (payload: InsertEntry, acknowledge: (answer: Answer<InsertedEntry>) => void) => void;
  "voicemail.copy": (payload: ChooseInteraction, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "callback.done": (payload: FinishCallback, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "callback.reschedule": (payload: RescheduleCallback, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "chat.send": (payload: SendMessage, acknowledge: (answer: Answer<SentMessage>) => void) => void;
  "chat.typing": (payload: SetTyping, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.read": (payload: MarkRead, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.history": (payload: ReadHistory, acknowledge: (answer: Answer<History>) => void) => void;
}

export interface AgentServerEvents {
  "snapshot": (payload: Snapshot) => void;
  "status": (payload: AgentStatus) => void;
  "queues": (payload: Queue[]) => void;
  "agents": (payload: RosterAgent[]) => void;
  "offer": (payload: Offer) => void;
  "offer.withdrawn": (payload: OfferWithdrawn) => void;
  "interaction": (payload: Interaction) => void;
  "mail": (payload: MailState) => void;
  "case": (payload: ChangedCase) => void;
  "notice": (payload: Notice) => void;
  "screen_pop": (payload: PoppedScreen) => void;
  "auto_log": (payload: LoggedChat) => void;
  "chat": (payload: Chat) => void;
  "message": (payload: Message) => void;
  "typing": (payload: Typing) => void;
  "read": (payload: Read) => void;
}
