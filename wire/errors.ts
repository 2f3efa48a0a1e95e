// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

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
