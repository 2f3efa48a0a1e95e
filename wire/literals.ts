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

export type PendingOrder = "waited_seconds" | "-waited_seconds" | "case_number" | "-case_number" | "mailbox" | "-mailbox" | "contact" | "-contact" | "company" | "-company" | "subject" | "-subject";

export type DraftKind = "reply" | "reply_all" | "forward" | "follow_up" | "new";

export type ChatState = "bot" | "waiting" | "active" | "ended";

export type Sender = "customer" | "agent" | "bot" | "system";

export type Party = "customer" | "agent";

export type FormReason = "closed" | "unstaffed" | "max_wait";

export type BotDid = "greeting" | "answer" | "helped" | "miss" | "ask" | "told" | "courtesy" | "closed" | "handed_over" | "idle";

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
