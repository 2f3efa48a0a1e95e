/** The editor's tools: a toolbar by the ARIA practice, one stop for Tab, arrows within. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { MenuButton } from "~/design/menu-button";
import { useDesk } from "~/desk/desk-context";
import { type Command, type Heading, isOn, KEYS } from "~/editor/commands";
import { EmojiPicker } from "~/editor/emoji-picker";
import type { DeskSquire } from "~/editor/squire";
import { ToolIcon } from "~/editor/tool-icon";

const GROUPS: readonly (readonly Command[])[] = [
  ["bold", "italic", "underline"],
  ["bullets", "numbers", "quote"],
];
const HISTORY = ["undo", "redo", "clear"] as const;
const HEADINGS: readonly Heading[] = ["text", "h1", "h2", "h3"];
const TOGGLES = new Set<Command>(["bold", "italic", "underline", "bullets", "numbers", "quote"]);

export interface ToolbarProps {
  readonly squire: DeskSquire | null;
  readonly label: string;
  readonly onCommand: (command: Command) => void;
}

export function Toolbar({ squire, label, onCommand }: ToolbarProps) {
  const words = useDesk().words.value.editor;
  const bar = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);

  const stops = () =>
    Array.from(
      bar.current?.querySelectorAll<HTMLElement>(":scope > button, .menu-anchor > button") ?? [],
    );
  useLayoutEffect(() => {
    stops().forEach((stop, index) => {
      stop.tabIndex = index === at ? 0 : -1;
    });
  });

  const tool = (command: Command) => {
    const keys = KEYS[command];
    return (
      <button
        key={command}
        type="button"
        class="button quiet icon-only small"
        aria-label={words[command]}
        aria-pressed={
          TOGGLES.has(command) || command === "link"
            ? squire !== null && isOn(squire, command)
            : undefined
        }
        aria-keyshortcuts={keys}
        title={keys === undefined ? words[command] : `${words[command]} (${shown(keys)})`}
        onClick={() => onCommand(command)}
      >
        <ToolIcon name={command} />
      </button>
    );
  };

  return (
    <div
      ref={bar}
      class="writing-tools"
      role="toolbar"
      aria-label={label}
      // A press on a tool leaves the focus, with what is selected, in the text.
      onPointerDown={(event) => event.preventDefault()}
      onFocusCapture={(event) => {
        const index = stops().indexOf(event.target as HTMLElement);
        if (index !== -1) setAt(index);
      }}
      onKeyDown={(event) => {
        const all = stops();
        const now = all.indexOf(event.target as HTMLElement);
        if (now === -1) return;
        const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: -1 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        all.at(next % all.length)?.focus();
      }}
    >
      {GROUPS[0]?.map(tool)}
      <MenuButton
        class="button quiet icon-only small"
        menuClass="menu writing-menu"
        name={words.heading}
        menuLabel={words.heading}
        face={<ToolIcon name="h1" />}
      >
        {HEADINGS.map((heading) => (
          <button
            key={heading}
            type="button"
            role="menuitemradio"
            tabIndex={-1}
            aria-checked={squire !== null && isOn(squire, heading)}
            data-heading={heading}
            // The menu gives the focus back to its button first.
            onClick={() => queueMicrotask(() => onCommand(heading))}
          >
            {words[heading]}
          </button>
        ))}
      </MenuButton>
      {GROUPS[1]?.map(tool)}
      {tool("link")}
      {tool("picture")}
      <EmojiPicker
        onTake={(emoji) => {
          squire?.insertPlainText(emoji, false);
          squire?.focus();
        }}
      />
      {HISTORY.map(tool)}
    </div>
  );
}

function shown(keys: string): string {
  return keys.replace("Control", "Ctrl").replace("Period", ".").replaceAll("+", " ");
}
