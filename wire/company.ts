// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { Queue, RosterAgent } from "./agent";
import type { CodeList } from "./interaction";

/** The queues the caller is a member of, as they are now, by name. */
export interface QueueList {
  ok: true;
  queues: Queue[];
}

/** The colleagues the caller may see, the caller included, by name. */
export interface AgentList {
  ok: true;
  agents: RosterAgent[];
}

/** Every list of codes that is in use, by name. */
export interface CodeLists {
  ok: true;
  code_lists: CodeList[];
}
