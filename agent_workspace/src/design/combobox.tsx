/** A combobox by the ARIA practice: type to filter, arrows choose, Enter takes. */

import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { matches } from "~/design/matching";
import { OptionRow } from "~/design/option-row";
import { useWords } from "~/desk/desk-context";

export interface Option {
  readonly id: string;
  readonly name: string;
  readonly detail?: ComponentChildren;
}

export interface ComboboxProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly options: readonly Option[];
  readonly onTake: (id: string) => void;
  readonly describedBy?: string;
}

const MOST_SHOWN = 50;

export function Combobox({ label, placeholder, options, onTake, describedBy }: ComboboxProps) {
  const words = useWords();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const id = useId();
  const found = options.filter((option) => matches(option.name, text)).slice(0, MOST_SHOWN);
  const current = found[Math.min(at, found.length - 1)];

  const take = (option: Option | undefined) => {
    if (option === undefined) return;
    onTake(option.id);
    setText("");
    setAt(0);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (found.length === 0) return;
      setAt(open ? (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length : 0);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      take(current);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <div class="combobox">
      <input
        class="input"
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && current !== undefined ? `${id}-${current.id}` : undefined}
        aria-describedby={describedBy}
        placeholder={placeholder ?? label}
        autocomplete="off"
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        class="suggestions scroll"
        role="listbox"
        aria-label={label}
        hidden={!open || found.length === 0}
      >
        {found.map((option) => (
          <OptionRow
            key={option.id}
            id={`${id}-${option.id}`}
            current={option === current}
            onTake={() => take(option)}
          >
            <span class="clip">{option.name}</span>
            {option.detail}
          </OptionRow>
        ))}
      </div>
      {open && text !== "" && found.length === 0 && (
        <div class="suggestions" role="status">
          <div class="nothing">{words.nothingFound}</div>
        </div>
      )}
    </div>
  );
}
