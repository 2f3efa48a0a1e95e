// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

/** What happened in one queue, to one agent or under one code. */
export interface ReportRow {
  id: string;
  name: string;
  figures: Record<string, number | null>;
}

/** The sums of a period, by name. */
export interface Report {
  ok: true;
  by: "agent" | "code" | "queue";
  rows: ReportRow[];
}
