// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

/** The answer to an event that had its effect. */
export interface Ok {
  ok: true;
}
