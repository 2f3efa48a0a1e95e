/** The voice form, fetched when somebody wants it. */
import voiceUrl from "virtual:voice-url";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "./context";

type Form = () => JSX.Element;

export function Voice(): JSX.Element {
  const words = useWords();
  const [Loaded, setLoaded] = useState<Form | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    import(/* @vite-ignore */ voiceUrl).then(
      ({ VoiceForm }: typeof import("../voice/VoiceForm")) => setLoaded(() => VoiceForm),
      () => setFailed(true),
    );
  }, []);
  if (Loaded) return <Loaded />;
  return (
    <main class="screen screen-empty">
      <div class={failed ? "" : "loading"} role="status">
        {failed ? words.failed : words.connecting}
      </div>
    </main>
  );
}
