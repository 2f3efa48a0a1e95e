/** What a program has understood of a recording: a hint what it may be about, and said to be one. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function Transcript({ text }: { text: string }) {
  const words = useDesk().words.value.voicemail.transcript;
  return (
    <section class="voicemail-words" aria-label={words.title}>
      <strong class="voicemail-words-title">
        <Icon name="pen" size="small" />
        {words.title}
      </strong>
      {text === "" ? <p class="muted">{words.nothing}</p> : <p dir="auto">{text}</p>}
      {text !== "" && <p class="muted voicemail-words-hint">{words.hint}</p>}
    </section>
  );
}
