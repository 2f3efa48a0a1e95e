/** The palette: one field that finds commands, chats, queues and what is on record. */

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { matches } from "~/design/matching";
import { OptionRow } from "~/design/option-row";
import { useDesk } from "~/desk/desk-context";
import { type PaletteEntry, paletteEntries } from "~/palette/palette-entries";

/** Of one letter there is too much on record. */
const SHORTEST_ASKED = 2;
/** Shorter than a pause between words, longer than one between signs. */
const PAUSE_MS = 150;

export function Palette({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const words = desk.words.value.palette;
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const element = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const records = useRecords(text.trim());
  const found = [
    ...paletteEntries(desk).filter((entry) => matches(entry.name, text)),
    ...records.entries,
  ];
  const current = found[Math.min(at, found.length - 1)];

  // Before the next key: what is typed right after Ctrl+K belongs here.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    element.current?.showModal();
    return () => {
      element.current?.close();
      if (before?.isConnected) before.focus();
    };
  }, []);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at, text]);

  const take = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    onClose();
    // After the dialog has given the focus back, so that the command may move it on.
    setTimeout(() => entry.run(desk));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      take(current);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length > 0) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    }
  };

  return (
    <dialog
      ref={element}
      class="dialog palette"
      aria-label={words.title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div class="palette-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label={words.title}
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={current === undefined ? undefined : `${id}-${current.id}`}
          placeholder={words.placeholder}
          autocomplete="off"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        class="palette-list scroll"
        role="listbox"
        hidden={found.length === 0}
        aria-label={words.title}
      >
        {found.map((entry) => (
          <OptionRow
            key={entry.id}
            id={`${id}-${entry.id}`}
            current={entry === current}
            onTake={() => take(entry)}
          >
            <Icon name={entry.icon} />
            <span class="clip">{entry.name}</span>
            {entry.keys !== undefined && <kbd>{entry.keys.replace("+", " ")}</kbd>}
          </OptionRow>
        ))}
      </div>
      {found.length === 0 && (
        <p class="muted palette-nothing" role="status">
          {records.asked ? words.looking : desk.words.value.nothingFound}
        </p>
      )}
    </dialog>
  );
}

/** What is on record for `text`. Until the answer is there, so much of the last one as fits. */
function useRecords(text: string): { entries: readonly PaletteEntry[]; asked: boolean } {
  const desk = useDesk();
  const [answer, setAnswer] = useState<{ text: string; entries: readonly PaletteEntry[] }>();
  const wanted = text.length >= SHORTEST_ASKED;
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    const timer = setTimeout(async () => {
      // Offline there is nothing to find, nor this part of the desk to fetch.
      const entries = await import("~/palette/records")
        .then(({ paletteRecords }) => paletteRecords(desk, text))
        .catch(() => []);
      if (current) setAnswer({ text, entries });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  if (!wanted || answer === undefined) return { entries: [], asked: wanted };
  if (answer.text === text) return { entries: answer.entries, asked: false };
  return { entries: answer.entries.filter(({ name }) => matches(name, text)), asked: true };
}
