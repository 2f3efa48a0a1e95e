/** A small picker of the emoji that customers are answered with; the system's own holds the rest. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { ToolIcon } from "~/editor/tool-icon";

const COLUMNS = 8;
const EMOJI = (
  "😀 😄 😊 🙂 😉 😍 🤗 🤔 " +
  "😅 😂 😎 😕 😟 😢 😮 😴 " +
  "👍 👎 👌 👏 🙏 🤝 👋 💪 " +
  "❤️ 💙 💚 ⭐ ✨ 🎉 🎁 🔥 " +
  "✅ ❌ ❗ ❓ ⚠️ ℹ️ 💡 🔍 " +
  "📦 🚚 🏠 📞 📧 📅 ⏰ ⏳ " +
  "💳 💶 🧾 🛒 🔒 🔑 💻 📱"
).split(" ");

export function EmojiPicker({ onTake }: { onTake: (emoji: string) => void }) {
  const words = useDesk().words.value.editor;
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const holder = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useLayoutEffect(() => {
    if (!open) return undefined;
    holder.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    const outside = (event: PointerEvent) => {
      if (!holder.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open, at]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      setOpen(false);
      button.current?.focus();
      return;
    }
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    if (at + by in EMOJI) setAt(at + by);
  };

  return (
    <div class="menu-anchor" ref={holder} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class="button quiet icon-only small"
        aria-label={words.emoji}
        title={words.emoji}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <ToolIcon name="emoji" />
      </button>
      {open && (
        <div class="menu writing-menu emoji" role="dialog" aria-label={words.emoji}>
          {EMOJI.map((emoji, index) => (
            <button
              key={emoji}
              type="button"
              tabIndex={index === at ? 0 : -1}
              onClick={() => {
                setOpen(false);
                onTake(emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
