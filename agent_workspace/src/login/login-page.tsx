/** The log-in page. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import type { LoginResult } from "~/transport/account";
import type { Words } from "~/words/en";

export function LoginPage({ reason }: { reason: "never" | "revoked" | "logged_out" }) {
  const desk = useDesk();
  const words = desk.words.value;
  const [username, setUsername] = useState(desk.session.lastUsername);
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [waitUntil, setWaitUntil] = useState(0);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const id = useId();
  const wait = Math.ceil((waitUntil - desk.clock.now.value) / 1_000);

  useEffect(() => {
    (username === "" ? first : second).current?.focus();
  }, []);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy || wait > 0) return;
    if (username.trim() === "" || password === "") {
      setProblem(words.login.empty);
      (username.trim() === "" ? first : second).current?.focus();
      return;
    }
    setBusy(true);
    setWaitUntil(0);
    setProblem("");
    const result = await desk.session.logIn(username.trim(), password);
    setBusy(false);
    if (result.state === "in") return;
    if (result.state === "throttled") setWaitUntil(Date.now() + result.seconds * 1_000);
    setProblem(problemOf(result, words));
    setPassword("");
    second.current?.focus();
  };

  // Once the wait is over, nothing is wrong any more.
  const shownProblem = waitUntil === 0 ? problem : wait > 0 ? words.login.throttled(wait) : "";
  const notice =
    reason === "revoked"
      ? words.login.revoked
      : reason === "logged_out"
        ? words.login.loggedOut
        : "";

  return (
    <main class="login">
      <form class="login-card" onSubmit={submit} noValidate>
        <Wordmark />
        <div class="login-head">
          <h1>{words.login.title}</h1>
          <p class="muted">{words.login.lead}</p>
        </div>
        {notice !== "" && shownProblem === "" && (
          <p class="login-notice" role="status">
            {notice}
          </p>
        )}
        <div class="field">
          <label for={`${id}-name`}>{words.login.username}</label>
          <input
            ref={first}
            id={`${id}-name`}
            class="input"
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={username}
            aria-describedby={`${id}-problem`}
            onInput={(event) => setUsername(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-password`}>{words.login.password}</label>
          <input
            ref={second}
            id={`${id}-password`}
            class="input"
            // The types know one kind of field at a time; this one is both in turn.
            type={(shown ? "text" : "password") as "password"}
            name="password"
            autocomplete="current-password"
            value={password}
            aria-describedby={`${id}-problem`}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </div>
        <label class="choice">
          <input
            class="checkbox"
            type="checkbox"
            checked={shown}
            onChange={(event) => setShown(event.currentTarget.checked)}
          />
          {words.login.show}
        </label>
        <p id={`${id}-problem`} class="login-problem" role="alert">
          {shownProblem !== "" && (
            <>
              <Icon name="warning" />
              <span>{shownProblem}</span>
            </>
          )}
        </p>
        <button type="submit" class="button primary wide" aria-disabled={busy || wait > 0}>
          {busy ? words.login.busy : words.login.submit}
        </button>
      </form>
    </main>
  );
}

function problemOf(result: Exclude<LoginResult, { state: "in" }>, words: Words): string {
  switch (result.state) {
    case "wrong":
      return words.login.wrong;
    case "throttled":
      return words.login.throttled(result.seconds);
    case "unreachable":
      return words.login.unreachable;
    case "failed":
      return words.login.failed;
  }
}

/** The mark: two speech shapes that share one edge. */
export function Wordmark() {
  return (
    <div class="wordmark">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 3h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H9l-5 4.2V15a3 3 0 0 1-2-2.8V6a3 3 0 0 1 3-3Z" />
        <path
          class="second"
          d="M20 8.5a2.5 2.5 0 0 1 2 2.45V22l-4-3.5h-5.5a2.5 2.5 0 0 1-2.3-1.5H15a5 5 0 0 0 5-5Z"
        />
      </svg>
      <span>Parley</span>
    </div>
  );
}
