/** Leaving a voice message, asking to be called, or both. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { vouchedFor, withMet } from "../session/known";
import { Consent } from "../ui/Consent";
import { useChatState, useRead, useSpeech, useWidget } from "../ui/context";
import { Field } from "../ui/Field";
import { focusFirstFault } from "../ui/focus";
import { Icon } from "../ui/Icon";
import { Delivery } from "./delivery";
import { openMicrophone } from "./microphone";
import { RecorderPanel } from "./RecorderPanel";
import { Recorder } from "./recorder";
import css from "./voice.css?inline";
import { VOICE_WORDS } from "./words";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

interface Sent {
  /** Whether somebody calls. */
  callback: boolean;
  number: string;
}

export function VoiceForm(): JSX.Element {
  const { session, known, open } = useWidget();
  const { language, words } = useSpeech();
  const say = VOICE_WORDS[language];
  const { settings, met, threads } = useChatState();
  const waits = threads.at(-1)?.chat?.state === "waiting";
  const form = useRef<HTMLFormElement>(null);
  const [recorder] = useState(() => new Recorder(openMicrophone));
  const [delivery] = useState(
    () =>
      new Delivery({
        bearer: () => session.bearer,
        request: (filled) => session.ask("callback.request", filled),
      }),
  );
  const recording = useRead(recorder.state);
  const shown = useRead(open);
  const [name, setName] = useState(withMet(known.value, met).standard.name ?? "");
  const [number, setNumber] = useState("");
  const [faults, setFaults] = useState<{ number?: string }>({});
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  useEffect(() => () => recorder.discard(), [recorder]);
  // Nobody is recorded who has closed the panel.
  useEffect(() => {
    if (!shown) recorder.stop();
  }, [recorder, shown]);
  if (sent) return <SentNote {...sent} />;
  const callback = settings?.callback ?? false;
  const wav = recording.phase === "recorded" ? recording.wav : null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    // Enter in a field sends nothing while somebody speaks.
    if (busy || recording.phase === "recording") return;
    setRefusal("");
    setFaults({});
    const typed = number.trim();
    if (!wav && !typed && callback) {
      setFaults({ number: say.nothing });
      return focusFirstFault(form.current);
    }
    if (!wav && !callback) return setRefusal(say.nothingSaid);
    setBusy(true);
    const outcome = await delivery.send({ number: typed, name: name.trim(), wav });
    setBusy(false);
    if (typeof outcome === "boolean") setSent({ callback: outcome, number: typed });
    else if (outcome.field === "number") {
      setFaults({ number: outcome.message });
      focusFirstFault(form.current);
    } else setRefusal(outcome.code === "lost" ? words.formLost : outcome.message || words.failed);
  }

  return (
    <main class="screen">
      <form class="form" noValidate ref={form} onSubmit={(event) => void submit(event)}>
        <h2>{words.voiceTitle}</h2>
        <p class="quiet">
          {say.intro} {callback && say.callsBack} {callback && waits && say.keepsPlace}
        </p>
        <RecorderPanel recorder={recorder} words={say} callback={callback} />
        {callback && (
          <Field
            name="number"
            label={say.number}
            type="tel"
            autocomplete="tel"
            maxLength={40}
            value={number}
            error={faults.number}
            changed={(value) => {
              setNumber(value);
              setFaults({});
            }}
          />
        )}
        {!vouchedFor(met).name && (
          <Field
            name="name"
            label={words.yourName}
            autocomplete="name"
            value={name}
            changed={setName}
          />
        )}
        {refusal && (
          <p class="error" role="alert">
            {refusal}
          </p>
        )}
        {recording.phase !== "recording" && (
          <button type="submit" class="button button-primary button-wide" aria-busy={busy}>
            {!wav && number.trim() ? say.sendCall : say.send}
          </button>
        )}
        <p class="consent">{say.agree}</p>
        <Consent />
      </form>
    </main>
  );
}

/** What happens next. */
function SentNote({ callback, number }: Sent): JSX.Element {
  const { session } = useWidget();
  const { language, words, moment } = useSpeech();
  const { settings } = useChatState();
  const say = VOICE_WORDS[language];
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => done.current?.focus(), []);
  const opensAt = settings?.open ? null : settings?.opens_at;
  return (
    <main class="screen screen-empty">
      <span class="mark-done">
        <Icon name="check" />
      </span>
      <div role="status">
        <h2>{callback ? say.callTitle : say.heardTitle}</h2>
        <p class="quiet">
          {callback ? say.callText(number) : say.heardText}
          {!callback && !number && settings?.callback && ` ${say.noNumber}`}
          {opensAt && ` ${say.opens(moment(opensAt, new Date()))}`}
        </p>
      </div>
      <button type="button" class="button" ref={done} onClick={() => session.show("home")}>
        {words.leftDone}
      </button>
    </main>
  );
}
