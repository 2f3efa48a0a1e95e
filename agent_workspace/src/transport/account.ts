/** The account over HTTP: log in, log out, change the password. */

export type LoginResult =
  | { readonly state: "in"; readonly token: string | null }
  | { readonly state: "wrong" | "unreachable" | "failed" }
  | { readonly state: "throttled"; readonly seconds: number };

const DEFAULT_WAIT_SECONDS = 30;

export async function logIn(username: string, password: string): Promise<LoginResult> {
  const response = await post("/api/v1/login", { username, password });
  if (response === null) return { state: "unreachable" };
  if (response.ok) {
    const body = (await response.json()) as { token?: string };
    return { state: "in", token: body.token ?? null };
  }
  if (response.status === 429) {
    const seconds = Number(response.headers.get("Retry-After"));
    return { state: "throttled", seconds: seconds > 0 ? Math.ceil(seconds) : DEFAULT_WAIT_SECONDS };
  }
  return { state: response.status < 500 ? "wrong" : "failed" };
}

/** Ends the session; true unless the gateway refuses it in the present status. */
export async function logOut(): Promise<boolean> {
  const response = await post("/api/v1/logout", {});
  return response?.status !== 409;
}

/** Null when it is done, empty when the old password is wrong, else what the gateway says about it. */
export async function changePassword(old: string, fresh: string): Promise<string | null> {
  const response = await post("/api/v1/password", { old, new: fresh });
  if (response?.ok) return null;
  if (response?.status === 403) return "";
  const body = (await response?.json().catch(() => null)) as {
    error?: { message?: string };
  } | null;
  return body?.error?.message ?? "";
}

async function post(path: string, body: object): Promise<Response | null> {
  try {
    return await fetch(path, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    // fetch rejects only when no answer came at all.
    return null;
  }
}
