/** A refusal: why the gateway, or the way to it, did not do what was asked. */

import type { ErrorDetail } from "@parley/wire";

/** `no_connection` is the desk's own code: nothing is known about the effect. */
export class Refusal extends Error {
  readonly code: string;
  readonly field: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(error: ErrorDetail) {
    super(error.message);
    this.name = "Refusal";
    this.code = error.code;
    this.field = error.field ?? null;
    this.retryAfterSeconds = error.retry_after_seconds ?? null;
  }

  static noConnection(): Refusal {
    return new Refusal({ code: "no_connection", message: "" });
  }
}
