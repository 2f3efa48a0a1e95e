/** The shortcut menu: what `\` or `<` may stand for, with a preview; Tab or a click inserts. */

import type { FoundEntry, InsertedAs, InsertedEntry } from "@parley/wire";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { OptionRow } from "~/design/option-row";
import { useDesk } from "~/desk/desk-context";
import { EntryPreview } from "~/knowledge/entry-preview";
import { bare, type Trigger, triggerAt } from "~/knowledge/trigger";

export interface ShortcutMenuPorts {
  /** The line up to the caret; null where nothing is being typed. */
  before(): string | null;
  /** Remembers the last `length` signs before the caret; called back with what replaces them. */
  hold(length: number): (entry: InsertedEntry) => void;
}

const MOST_SHOWN = 8;

/** Gives the editor shortcuts. */
export function useShortcutMenu({ before, hold }: ShortcutMenuPorts) {
  const desk = useDesk();
  const words = desk.words.value.knowledge;
  const { knowledge } = desk;
  const id = useId();
  const finder = useMemo(() => knowledge.finder(), [knowledge]);
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState(false);
  const dismissed = useRef<number | null>(null);
  const box = useRef<HTMLDivElement>(null);

  const { entries, state } = finder.findings.value;
  const shown = trigger === null ? [] : entries.slice(0, MOST_SHOWN);
  const current = shown[Math.min(at, shown.length - 1)];
  const open = trigger !== null && shown.length > 0;

  // In a letter the menu may open below what is in sight.
  useEffect(() => {
    if (open) box.current?.scrollIntoView({ block: "nearest" });
  }, [open]);

  const close = () => {
    setTrigger(null);
    finder.forget();
  };

  const take = async (entry: FoundEntry, as: InsertedAs) => {
    if (trigger === null) return;
    const replace = hold(trigger.typed.length);
    close();
    const taken = await knowledge.take(entry, as);
    if (taken !== null) replace(taken);
  };

  /** Looks whether a shortcut is being typed where the caret is now. */
  const look = () => {
    const line = knowledge.offered ? before() : null;
    const next = line === null ? null : triggerAt(line, line.length);
    if (next === null || next.start !== dismissed.current) dismissed.current = null;
    if (next === null || dismissed.current !== null) {
      if (trigger !== null) close();
      return;
    }
    if (next.typed !== trigger?.typed) {
      setAt(0);
      setChosen(false);
      finder.type(next.typed);
    }
    setTrigger(next);
  };

  /** True where the key was meant for the menu. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!open || current === undefined || event.isComposing) return false;
    const done = () => {
      event.preventDefault();
      event.stopPropagation();
      return true;
    };
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        setAt((at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length);
        setChosen(true);
        return done();
      case "Tab":
        void take(current, event.shiftKey ? "link" : "text");
        return done();
      case "Enter": {
        // What was merely typed goes out as it stands; what was chosen, or named, goes in.
        const named = current.shortcut?.toLocaleLowerCase() ?? "";
        const typed = bare(trigger.typed).toLocaleLowerCase();
        if (event.shiftKey || !(chosen || (typed !== "" && named.startsWith(typed)))) return false;
        void take(current, "text");
        return done();
      }
      case "Escape":
        dismissed.current = trigger.start;
        close();
        return done();
      default:
        return false;
    }
  };

  const menu = open && current !== undefined && (
    <div
      class="shortcut-menu"
      ref={box}
      // A press beside an option must not take the focus out of the field.
      onPointerDown={(event) => event.preventDefault()}
    >
      <div
        id={`${id}-list`}
        class="shortcut-list scroll"
        role="listbox"
        aria-label={words.shortcuts}
      >
        {shown.map((entry) => (
          <OptionRow
            key={entry.id}
            id={`${id}-${entry.id}`}
            current={entry === current}
            onTake={() => void take(entry, "text")}
          >
            <span class="clip">{entry.question}</span>
            {entry.shortcut !== null && <kbd>{`\\${entry.shortcut}`}</kbd>}
          </OptionRow>
        ))}
      </div>
      <div class="shortcut-preview" inert>
        <strong>{current.question}</strong>
        <EntryPreview entryId={current.id} excerpt={current.excerpt} />
      </div>
      <p class="shortcut-keys muted" aria-hidden="true">
        <kbd>Tab</kbd> {words.keyText} <kbd>⇧ Tab</kbd> {words.keyLink} <kbd>Esc</kbd>{" "}
        {words.keyClose}
      </p>
    </div>
  );

  return {
    menu,
    look,
    close,
    onKeyDown,
    /** What the field does not say by itself. */
    attributes: open
      ? {
          "aria-controls": `${id}-list`,
          "aria-activedescendant": `${id}-${current?.id ?? ""}`,
          "aria-autocomplete": "list" as const,
        }
      : {},
    /** For whoever cannot see the menu. */
    told: open ? words.menuOpen(shown.length) : state === "failed" ? words.failed : "",
  };
}
