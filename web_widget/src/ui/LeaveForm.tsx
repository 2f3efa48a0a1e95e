/** Leaving a message when nobody can answer now. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { vouchedFor, withMet } from "../session/known";
import { LOST } from "../session/session";
import { looksLikeEmail } from "../session/validate";
import { Consent } from "./Consent";
import { useChatState, useWidget, useWords } from "./context";
import { Field } from "./Field";
import { focusFirstFault } from "./focus";
import { Icon } from "./Icon";

type Answers = { name: string; email: string; text: string };

export function LeaveForm(): JSX.Element {
  const { session, known } = useWidget();
  const { met } = useChatState();
  const words = useWords();
  const form = useRef<HTMLFormElement>(null);
  const { name = "", email = "" } = withMet(known.value, met).standard;
  const vouched = vouchedFor(met);
  const [answers, setAnswers] = useState<Answers>({ name, email, text: "" });
  const [faults, setFaults] = useState<Partial<Answers>>({});
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setRefusal("");
    const found: Partial<Answers> = {};
    for (const key of ["name", "email", "text"] as const)
      if (!answers[key].trim()) found[key] = words.missing;
    if (!found.email && !looksLikeEmail(answers.email)) found.email = words.notAnEmail;
    setFaults(found);
    if (Object.keys(found).length > 0) return focusFirstFault(form.current);
    setBusy(true);
    const error = await session.leave({
      name: answers.name.trim(),
      email: answers.email.trim(),
      text: answers.text.trim(),
    });
    setBusy(false);
    if (!error) return;
    if (error.field && error.field in answers) {
      setFaults({ [error.field]: error.message });
      focusFirstFault(form.current);
    } else setRefusal(error === LOST ? words.formLost : error.message || words.failed);
  }

  const bind = (key: keyof Answers) => ({
    name: key,
    value: answers[key],
    error: faults[key],
    required: true,
    changed: (value: string): void => {
      setAnswers({ ...answers, [key]: value });
      setFaults({ ...faults, [key]: "" });
    },
  });
  return (
    <main class="screen">
      <form class="form" noValidate ref={form} onSubmit={(event) => void submit(event)}>
        <h2>{words.leaveTitle}</h2>
        <p class="quiet">{words.leaveHint}</p>
        {!vouched.name && (
          <Field {...bind("name")} label={words.yourName} autocomplete="name" focus />
        )}
        {!vouched.email && (
          <Field {...bind("email")} label={words.email} type="email" autocomplete="email" />
        )}
        <Field {...bind("text")} label={words.message} type="long" focus={vouched.name} />
        {refusal && (
          <p class="error" role="alert">
            {refusal}
          </p>
        )}
        <button type="submit" class="button button-primary button-wide" aria-busy={busy}>
          {words.sendMessage}
        </button>
        <Consent />
      </form>
    </main>
  );
}

/** What a customer sees once the message is safe. */
export function LeftNote(): JSX.Element {
  const { session } = useWidget();
  const words = useWords();
  return (
    <main class="screen screen-empty">
      <span class="mark-done">
        <Icon name="check" />
      </span>
      <div role="status">
        <h2>{words.leftTitle}</h2>
        <p class="quiet">{words.leftText}</p>
      </div>
      <button type="button" class="button" data-focus="" onClick={() => session.show("home")}>
        {words.leftDone}
      </button>
    </main>
  );
}
