/** Requests over HTTP: an answer, or a `Refusal` that says why there is none. */

import type { ErrorDetail } from "@parley/wire";
import { Refusal } from "~/transport/refusal";

export interface HttpRequest {
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: object;
  /** Stands in for the session cookie where that does not travel. */
  readonly token: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Longer than any answer takes; a request that hangs would hold a draft back for ever. */
const ANSWER_WITHIN_MS = 20_000;

export async function ask<Answer>(request: HttpRequest): Promise<Answer> {
  const { method, path, body, token, headers } = request;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    // fetch rejects only when no answer came at all.
    throw Refusal.noConnection();
  }
  const text = await response.text().catch(() => "");
  if (response.ok) return JSON.parse(text) as Answer;
  throw new Refusal(errorOf(response.status, text));
}

/** What the gateway's answer says, or its number where a proxy in between answered instead. */
export function errorOf(status: number, text: string): ErrorDetail {
  try {
    const { error } = JSON.parse(text) as { error?: ErrorDetail };
    if (error !== undefined) return error;
  } catch {
    // A page of the proxy's own.
  }
  return { code: `http_${status}`, message: "" };
}
