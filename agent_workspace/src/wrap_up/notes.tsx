/** Notes: written at any time of a contact, stored by themselves. */

import type { Handling, Interaction } from "@parley/wire";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";

/** A pause in writing this long is the moment to store. */
const PAUSE_MS = 700;

type Saving = "untouched" | "waiting" | "saving" | "saved";

export function Notes(props: { interaction: Interaction; handling: Handling; rows: number }) {
  const desk = useDesk();
  const words = desk.words.value.wrapUp;
  const { interaction, handling, rows } = props;
  const interrupted = desk.unsavedNotes.of(handling.id);
  const [text, setText] = useState(interrupted ?? handling.notes);
  const [saving, setSaving] = useState<Saving>("untouched");
  const unsaved = useRef<string | null>(interrupted);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const id = useId();

  const store = async () => {
    clearTimeout(timer.current);
    const notes = unsaved.current;
    if (notes === null) return;
    unsaved.current = null;
    setSaving("saving");
    const done = await desk.work.annotate(interaction.id, { notes });
    if (!done) unsaved.current ??= notes;
    else if (unsaved.current === null) desk.unsavedNotes.forget(handling.id);
    setSaving(unsaved.current === null ? "saved" : "waiting");
  };

  // Another page of the same agent may have written: what is typed here wins until stored.
  useEffect(() => {
    if (unsaved.current === null) setText(handling.notes);
  }, [handling.notes]);

  // What a reload interrupted is stored first; leaving must not lose the last words.
  useEffect(() => {
    void store();
    return () => void store();
  }, []);

  const status: Record<Saving, string> = {
    untouched: words.notesHint,
    waiting: words.notSaved,
    saving: words.saving,
    saved: words.saved,
  };
  return (
    <div class="field notes">
      <label for={id}>{words.notes}</label>
      <textarea
        id={id}
        class="input scroll"
        rows={rows}
        maxLength={20_000}
        aria-describedby={`${id}-status`}
        value={text}
        onInput={(event) => {
          const written = event.currentTarget.value;
          setText(written);
          unsaved.current = written;
          desk.unsavedNotes.keep(handling.id, written);
          setSaving("waiting");
          clearTimeout(timer.current);
          timer.current = setTimeout(() => void store(), PAUSE_MS);
        }}
        onBlur={() => void store()}
      />
      <span id={`${id}-status`} class="hint">
        {status[saving]}
      </span>
    </div>
  );
}
