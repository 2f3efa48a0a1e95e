/** Trying the voicemail rules on a pasted mail, before a telephone system sends one. */

import type { TriedVoicemailRule, TriedVoicemailRules } from "@parley/wire";
import { useId, useState } from "preact/hooks";
import { Dialog } from "~/design/dialog";
import { DialogChoice } from "~/design/dialog-choice";
import { useDesk } from "~/desk/desk-context";
import { problem, rows, verdict } from "~/mailboxes/rule-trial";
import { TRIAL } from "~/mailboxes/trial-words";
import { ask } from "~/transport/http";
import { Refusal } from "~/transport/refusal";
import "~/mailboxes/rule-trial.css";

export function RuleTrialDialog({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const words = TRIAL[desk.locale.value];
  const id = useId();
  const [mail, setMail] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [trial, setTrial] = useState<TriedVoicemailRules | null>(null);
  const attempt = async () => {
    if (busy) return;
    setTrial(null);
    setTrouble(mail.trim() === "" ? words.empty : "");
    if (mail.trim() === "") return;
    setBusy(true);
    try {
      const path = "/api/v1/voicemail-rules/try";
      setTrial(await ask({ method: "POST", path, body: { mail }, token: desk.session.token }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setTrouble(problem(error, words));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={words.open}
      onClose={onClose}
      onSubmit={() => void attempt()}
      footer={
        <DialogChoice
          confirm={busy ? words.trying : words.attempt}
          leave={desk.words.value.close}
          onLeave={onClose}
          held={busy}
        />
      }
    >
      <p class="muted">{words.text}</p>
      <div class="field">
        <label for={id}>{words.mail}</label>
        <textarea
          id={id}
          class="input"
          data-first
          rows={8}
          spellcheck={false}
          aria-invalid={trouble !== ""}
          aria-describedby={`${id}-hint ${id}-problem`}
          value={mail}
          onInput={(event) => setMail(event.currentTarget.value)}
        />
        <p id={`${id}-hint`} class="hint">
          {words.hint}
        </p>
        <p id={`${id}-problem`} class="problem" role="alert">
          {trouble}
        </p>
      </div>
      <div class="rule-trial" role="status">
        {trial !== null && (
          <>
            <p class="rule-verdict">{verdict(trial, words)}</p>
            {trial.rules.map((rule) => (
              <Tried key={rule.name} rule={rule} />
            ))}
          </>
        )}
      </div>
    </Dialog>
  );
}

function Tried({ rule }: { rule: TriedVoicemailRule }) {
  const desk = useDesk();
  const words = TRIAL[desk.locale.value];
  const { name, mailbox, miss, senders, readings } = rule;
  return (
    <section>
      <h3>{words.rule(name, mailbox)}</h3>
      <p class="muted">
        {miss === null ? words.takes : words.misses[miss]}
        {miss === "sender" && ` ${words.covers(senders.join(", "))}`}
      </p>
      {readings.length > 0 && (
        <dl>
          {rows(readings, words, desk.locale.value).map(({ label, value, from }) => (
            <div key={label} data-found={from !== ""}>
              <dt>{label}</dt>
              <dd>
                {value}
                {from !== "" && <span class="muted">{from}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
