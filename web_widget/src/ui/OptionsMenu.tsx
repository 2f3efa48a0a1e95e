/** What one can do with the conversation besides writing: a disclosure of plain buttons. */
import type { Chat } from "@parley/wire";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useRead, useWidget, useWords } from "./context";
import { EndDialog } from "./EndDialog";
import { Icon, IconButton } from "./Icon";
import { TranscriptDialog } from "./TranscriptDialog";

export function OptionsMenu({ chat }: { chat: Chat | null }): JSX.Element {
  const widget = useWidget();
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<"end" | "transcript" | null>(null);
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

  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  const choose = (next: "end" | "transcript"): void => {
    setOpen(false);
    setDialog(next);
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
          <button type="button" aria-pressed={muted} onClick={() => widget.toggleSound()}>
            <Icon name={muted ? "muted" : "sound"} />
            {muted ? words.unmute : words.mute}
          </button>
          {chat && chat.last_seq > 0 && !chat.transcript_sent && (
            <button type="button" onClick={() => choose("transcript")}>
              <Icon name="letter" />
              {words.transcript}
            </button>
          )}
          {chat && chat.state !== "ended" && (
            <button type="button" class="danger" onClick={() => choose("end")}>
              <Icon name="end" />
              {words.end}
            </button>
          )}
        </div>
      )}
      {chat && dialog === "end" && <EndDialog chatId={chat.id} done={() => setDialog(null)} />}
      {chat && dialog === "transcript" && (
        <TranscriptDialog chatId={chat.id} done={() => setDialog(null)} />
      )}
    </div>
  );
}
