/** The player of one recording: play, go anywhere, how fast, how loud. */

import { useId } from "preact/hooks";
import { Icon } from "~/design/icon";
import { Segments } from "~/design/segments";
import { useDesk } from "~/desk/desk-context";
import { SPEEDS } from "~/voicemail/playback";
import type { Recording } from "~/voicemail/recording";
import { Waveform } from "~/voicemail/waveform";
import { clock } from "~/words/durations";

export interface PlayerProps {
  readonly recording: Recording;
  readonly medium: "voicemail" | "callback";
  /** Whether it is still the work at hand, which is heard until that ends. */
  readonly atWork: boolean;
  readonly onRetry: () => void;
}

export function Player({ recording, medium, atWork, onRetry }: PlayerProps) {
  const desk = useDesk();
  const words = desk.words.value.voicemail;
  const { playback } = recording;
  const state = recording.state.value;
  const playing = playback.playing.value;
  const { speed, volume } = desk.recordings.listening.value;
  const id = useId();
  const number = new Intl.NumberFormat(desk.locale.value);
  return (
    <section class="player" aria-label={words.player} aria-busy={state === "loading"}>
      <div class="player-main">
        <button
          type="button"
          class="button primary icon-only player-play"
          aria-label={playing ? words.pause : words.play}
          title={playing ? words.pause : words.play}
          disabled={state !== "ready"}
          onClick={() => playback.toggle()}
        >
          <Icon name={playing ? "pause" : "play"} size="large" />
        </button>
        <Waveform recording={recording} />
        <span class="player-time figures muted" aria-hidden="true">
          {clock(playback.position.value)} / {clock(playback.duration)}
        </span>
      </div>
      {state === "failed" ? (
        <p class="player-failed" role="alert">
          <Icon name="warning" size="small" />
          {words.notLoaded}
          <button type="button" class="button small" onClick={onRetry}>
            {words.tryAgain}
          </button>
        </p>
      ) : (
        <div class="player-tools">
          <Segments
            label={words.speed}
            options={SPEEDS.map((one) => ({
              id: String(one),
              name: `${number.format(one)}\u00d7`,
            }))}
            chosen={String(speed)}
            onChoose={(chosen) => {
              const next = SPEEDS.find((one) => String(one) === chosen);
              if (next !== undefined) desk.recordings.listen({ speed: next });
            }}
          />
          <label class="player-volume" for={`${id}-volume`}>
            <Icon name={volume === 0 ? "mute" : "sound"} />
            <span class="unseen">{words.volume}</span>
            <input
              id={`${id}-volume`}
              class="range"
              type="range"
              min="0"
              max="100"
              step="5"
              value={Math.round(volume * 100)}
              onInput={(event) =>
                desk.recordings.listen({ volume: event.currentTarget.valueAsNumber / 100 })
              }
            />
          </label>
          {recording.announced.value ? (
            <strong class="player-note">{desk.words.value[medium].announced}</strong>
          ) : (
            atWork && <span class="player-note muted">{words.loops}</span>
          )}
        </div>
      )}
    </section>
  );
}
