// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { AgentName } from "./interaction";

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
