/** What one can do with the conversation besides writing: a disclosure of plain buttons. */
import type { Chat } from "@parley/wire";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useRead, useWidget, useWords } from "./context";
import { EndDialog } from "./EndDialog";
import { Icon, IconButton } from "./Icon";

/** `chat` is the one on the screen while it goes on. */
export function OptionsMenu({ chat }: { chat: Chat | null }): JSX.Element {
  const widget = useWidget();
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [ending, setEnding] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const muted = useRead(widget.muted);

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open]);

  /** Closes the menu; the focus goes where it was opened, before what held it is gone. */
  const close = (): void => {
    box.current?.querySelector("button")?.focus();
    setOpen(false);
  };
  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    close();
  };
  return (
    <div class="options" ref={box} onKeyDown={closeOnEscape}>
      <IconButton
        icon="more"
        name={words.menu}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div class="menu">
          <button type="button" onClick={() => widget.toggleSound()}>
            <Icon name={muted ? "muted" : "sound"} />
            {muted ? words.unmute : words.mute}
          </button>
          {chat && (
            <button
              type="button"
              class="danger"
              onClick={() => {
                close();
                setEnding(true);
              }}
            >
              <Icon name="end" />
              {words.end}
            </button>
          )}
        </div>
      )}
      {chat && ending && <EndDialog chatId={chat.id} done={() => setEnding(false)} />}
    </div>
  );
}
