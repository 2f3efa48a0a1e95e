/** The voice form, fetched when somebody wants it. */
import voiceUrl from "virtual:voice-url";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "./context";

type Form = () => JSX.Element;

export function Voice(): JSX.Element {
  const words = useWords();
  /** Undefined: it could not be fetched. */
  const [Loaded, setLoaded] = useState<Form | null | undefined>(null);
  useEffect(() => {
    import(/* @vite-ignore */ voiceUrl).then(
      ({ VoiceForm }: typeof import("../voice/VoiceForm")) => setLoaded(() => VoiceForm),
      () => setLoaded(undefined),
    );
  }, []);
  if (Loaded) return <Loaded />;
  return (
    <main class="screen screen-empty">
      <div class={Loaded === null ? "loading" : ""} role="status">
        {Loaded === null ? words.connecting : words.failed}
      </div>
    </main>
  );
}
