/** Recording with its level, listening to it, recording it again. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useRead } from "../ui/context";
import { clock } from "./clock";
import { LONGEST, type Recorder, type RecorderState } from "./recorder";
import type { VoiceWords } from "./words";

/** Seconds before the end at which a listener is told. */
const WARNED = 30;

export function RecorderPanel(props: {
  recorder: Recorder;
  words: VoiceWords;
  /** Whether a number alone is of use. */
  callback: boolean;
}): JSX.Element {
  const { recorder, words } = props;
  const state = useRead(recorder.state);
  const { phase } = state;
  const main = useRef<HTMLButtonElement>(null);
  const busy = phase === "recording";
  const label = busy ? words.stop : phase === "recorded" ? words.again : words.record;
  return (
    <section class="recorder" aria-label={words.recorder}>
      {busy && (
        <div class="recorder-time">
          <span role="timer" aria-label={words.recording}>
            {words.passed(clock(state.seconds), clock(LONGEST))}
          </span>
          <span class="recorder-level" aria-hidden="true">
            <i style={{ transform: `scaleX(${state.level.toFixed(2)})` }} />
          </span>
        </div>
      )}
      {phase === "recorded" && <Player wav={state.wav} label={words.yours} />}
      {phase === "failed" ? (
        <p class="error" role="alert">
          {words.troubles[state.trouble]}
          {props.callback && state.trouble !== "short" && ` ${words.numberInstead}`}
        </p>
      ) : (
        <p class="quiet" role="status">
          {told(state, words)}
        </p>
      )}
      {/* One button, so that the keyboard stays where it is. */}
      <button
        type="button"
        ref={main}
        data-focus=""
        class={`button ${busy ? "stop" : phase === "recorded" ? "" : "button-primary"}`}
        aria-busy={phase === "asking"}
        onClick={() => (busy ? recorder.stop() : void recorder.start())}
      >
        {label}
      </button>
      {phase === "recorded" && (
        <button
          type="button"
          class="link"
          onClick={() => {
            recorder.discard();
            main.current?.focus();
          }}
        >
          {words.discard}
        </button>
      )}
    </section>
  );
}

/** What is said aloud: it changes seldom, so that nobody talks over the speaker. */
function told(state: RecorderState, words: VoiceWords): string {
  switch (state.phase) {
    case "asking":
      return words.asking;
    case "recording":
      return LONGEST - state.seconds <= WARNED ? words.secondsLeft(WARNED) : words.recording;
    case "recorded":
      if (state.silent) return words.silent;
      return state.seconds < LONGEST ? words.recorded(clock(state.seconds)) : words.full;
    default:
      return "";
  }
}

function Player({ wav, label }: { wav: Uint8Array<ArrayBuffer>; label: string }): JSX.Element {
  const [url, setUrl] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([wav], { type: "audio/wav" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [wav]);
  // biome-ignore lint/a11y/useMediaCaption: it is what the visitor has just said
  return <audio controls preload="metadata" src={url || undefined} aria-label={label} />;
}
