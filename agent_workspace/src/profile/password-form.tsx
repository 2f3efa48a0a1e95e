/** Changing the password. */

import { useId, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { changePassword } from "~/transport/account";

const SHORTEST = 12;

export function PasswordForm() {
  const desk = useDesk();
  const words = desk.words.value.profile;
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [problem, setProblem] = useState("");
  const id = useId();
  const ready = old !== "" && fresh.length >= SHORTEST;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    const refusal = await changePassword(old, fresh);
    if (refusal !== null) {
      setProblem(refusal || words.passwordWrong);
      return;
    }
    setOld("");
    setFresh("");
    setProblem("");
    desk.toasts.say(words.passwordChanged, "done");
  };
  return (
    <form class="settings-part" onSubmit={(event) => void submit(event)}>
      <h3>{words.password}</h3>
      <div class="field">
        <label for={`${id}-old`}>{words.oldPassword}</label>
        <input
          id={`${id}-old`}
          class="input"
          type="password"
          autocomplete="current-password"
          value={old}
          onInput={(event) => setOld(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={`${id}-new`}>{words.newPassword}</label>
        <input
          id={`${id}-new`}
          class="input"
          type="password"
          autocomplete="new-password"
          aria-describedby={`${id}-hint`}
          value={fresh}
          onInput={(event) => setFresh(event.currentTarget.value)}
        />
        <span id={`${id}-hint`} class="hint">
          {words.passwordHint}
        </span>
        <span class="problem" role="alert">
          {problem}
        </span>
      </div>
      <button type="submit" class="button" aria-disabled={!ready}>
        {words.changePassword}
      </button>
    </form>
  );
}
