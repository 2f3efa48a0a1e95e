/** One's own signature: what stands below every mail one begins (ERP-007). */

import { useId, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";

/** The wire's limit. */
const MOST_CHARS = 2_000;

export function SignatureForm() {
  const desk = useDesk();
  const words = desk.words.value.profile;
  const kept = desk.state.value.preferences.signature;
  const [text, setText] = useState(kept);
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{words.signature}</label>
      <textarea
        id={id}
        class="input signature"
        rows={3}
        maxLength={MOST_CHARS}
        aria-describedby={`${id}-hint`}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={() => {
          if (text.trim() !== kept) void desk.self.prefer({ signature: text.trim() });
        }}
      />
      <span id={`${id}-hint`} class="muted">
        {words.signatureHint}
      </span>
    </div>
  );
}
