/** The form before a chat. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { type StandardField, withMet } from "../session/known";
import { answersFrom, faultOf, type Question, questionsOf, startWith } from "../session/questions";
import { LOST } from "../session/session";
import { lengthOf } from "../session/validate";
import { Consent } from "./Consent";
import { useChatState, useRead, useWidget, useWords } from "./context";
import { Field } from "./Field";
import { focusFirstFault } from "./focus";

export function StartForm(): JSX.Element {
  const { session, known: said } = useWidget();
  const words = useWords();
  const { settings, met } = useChatState();
  const known = withMet(useRead(said), met);
  const form = useRef<HTMLFormElement>(null);
  const [given, setGiven] = useState<Record<string, string>>({});
  const [message, setMessage] = useState("");
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [refusal, setRefusal] = useState<{ code: string; message: string } | null>(null);
  const [busy, setBusy] = useState(false);
  if (!settings) return <main class="screen" />;
  const questions = questionsOf(settings.prechat, met);
  const answers: Record<string, string> = { ...answersFrom(known), ...given };
  const labels: Record<StandardField, string> = {
    name: words.yourName,
    email: words.email,
    account_number: words.accountNumber,
    case_number: words.caseNumber,
  };

  function check(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const question of questions) {
      const fault = faultOf(question, answers[question.path] ?? "");
      if (fault) found[question.path] = words[fault];
    }
    const max = settings?.max_message_chars ?? Number.POSITIVE_INFINITY;
    if (lengthOf(message.trim()) > max) found.message = words.tooLong(max);
    return found;
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setRefusal(null);
    const found = check();
    setFaults(found);
    if (Object.keys(found).length > 0) return focusFirstFault(form.current);
    setBusy(true);
    const error = await session.begin(startWith(questions, answers, known, message));
    setBusy(false);
    if (!error) return;
    const path = questionAt(error.field ?? null, questions);
    if (path) {
      setFaults({ [path]: error.message });
      focusFirstFault(form.current);
    } else setRefusal(error === LOST ? { code: "lost", message: words.formLost } : error);
  }

  const change =
    (path: string) =>
    (value: string): void => {
      setGiven({ ...given, [path]: value });
      setFaults({ ...faults, [path]: "" });
    };
  return (
    <main class="screen">
      <form class="form" noValidate ref={form} onSubmit={(event) => void submit(event)}>
        {questions.map(({ path, label, kind, required, autocomplete }, index) => (
          <Field
            key={path}
            name={path}
            label={label ?? labels[path as StandardField]}
            type={kind}
            required={required}
            autocomplete={autocomplete}
            value={answers[path] ?? ""}
            error={faults[path]}
            focus={index === 0}
            changed={change(path)}
          />
        ))}
        <Field
          name="message"
          label={words.firstMessage}
          type="long"
          value={message}
          error={faults.message}
          focus={questions.length === 0}
          changed={(value) => {
            setMessage(value);
            setFaults({ ...faults, message: "" });
          }}
        />
        {refusal && (
          <div class="error" role="alert">
            {refusal.message || words.failed}
            {refusal.code === "unattended" && (
              <button type="button" class="link" onClick={() => session.show("leave")}>
                {words.leaveInstead}
              </button>
            )}
          </div>
        )}
        <button type="submit" class="button button-primary button-wide" aria-busy={busy}>
          {words.startChat}
        </button>
        <Consent />
      </form>
    </main>
  );
}

/** The question a refusal is about: the gateway may name it with or without `fields.`. */
function questionAt(field: string | null, questions: readonly Question[]): string | null {
  if (field === null) return null;
  if (field === "message") return field;
  return questions.find(({ path }) => path === field || path === `fields.${field}`)?.path ?? null;
}
