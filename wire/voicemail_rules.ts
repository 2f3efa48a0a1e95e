// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { RuleField, RuleMiss, RuleSource } from "./literals";

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
