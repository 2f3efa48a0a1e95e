/** The waveform: where the listener is in a recording, and the way to anywhere else in it. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useWords } from "~/desk/desk-context";
import { bars, barsPath } from "~/voicemail/peaks";
import type { Recording } from "~/voicemail/recording";
import { clock } from "~/words/durations";

/** One bar and the gap beside it. */
const BAR_PIXELS = 4;
const STEP_SECONDS = 5;
const LEAP_SECONDS = 15;

export function Waveform({ recording }: { recording: Recording }) {
  const words = useWords().voicemail;
  const box = useRef<HTMLDivElement>(null);
  const [count, setCount] = useState(0);
  const { playback } = recording;
  const position = playback.position.value;
  const playing = playback.playing.value;
  const duration = playback.duration;
  const path = barsPath(bars(recording.loudness.value, count));

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setCount(Math.floor(element.clientWidth / BAR_PIXELS));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // The browser tells the position four times a second: in between the mark glides by itself.
  useEffect(() => {
    const place = () => {
      const share = duration === 0 ? 0 : playback.exactPosition() / duration;
      box.current?.style.setProperty("--heard", `${Math.min(1, share) * 100}%`);
    };
    place();
    if (!playing || matchMedia("(prefers-reduced-motion: reduce)").matches) return undefined;
    let frame = requestAnimationFrame(function glide() {
      place();
      frame = requestAnimationFrame(glide);
    });
    return () => cancelAnimationFrame(frame);
  }, [playback, playing, position, duration]);

  const seekTo = (event: PointerEvent) => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined || bounds.width === 0) return;
    playback.seek(((event.clientX - bounds.left) / bounds.width) * duration);
  };

  return (
    <div
      ref={box}
      class="waveform"
      role="slider"
      tabIndex={0}
      aria-label={words.position}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(position)}
      aria-valuetext={words.heard(clock(position), clock(duration))}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const act = KEYS[event.key];
        if (act === undefined) return;
        event.preventDefault();
        act(recording);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
      }}
    >
      {count > 0 && (
        <>
          <svg viewBox={`0 0 ${count} 1`} preserveAspectRatio="none" aria-hidden="true">
            <path d={path} />
          </svg>
          <svg
            class="waveform-heard"
            viewBox={`0 0 ${count} 1`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <path d={path} />
          </svg>
        </>
      )}
      <span class="waveform-mark" aria-hidden="true" />
    </div>
  );
}

const KEYS: Readonly<Record<string, (recording: Recording) => void>> = {
  ArrowLeft: ({ playback }) => playback.step(-STEP_SECONDS),
  ArrowDown: ({ playback }) => playback.step(-STEP_SECONDS),
  ArrowRight: ({ playback }) => playback.step(STEP_SECONDS),
  ArrowUp: ({ playback }) => playback.step(STEP_SECONDS),
  PageDown: ({ playback }) => playback.step(-LEAP_SECONDS),
  PageUp: ({ playback }) => playback.step(LEAP_SECONDS),
  Home: ({ playback }) => playback.seek(0),
  End: ({ playback }) => playback.seek(playback.duration),
  " ": ({ playback }) => playback.toggle(),
};
