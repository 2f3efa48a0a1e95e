/** Where a link leads: asked for beside the text, which keeps what is selected. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { linkTarget } from "~/editor/element-marks";
import type { DeskSquire } from "~/editor/squire";

export function LinkForm({ squire, onClose }: { squire: DeskSquire; onClose: () => void }) {
  const words = useDesk().words.value.editor;
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [present] = useState(() => linkAtCaret(squire));
  const [address, setAddress] = useState(present);
  const [wrong, setWrong] = useState(false);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const leave = () => {
    onClose();
    squire.focus();
  };
  const apply = () => {
    const target = completed(address);
    if (target === null) return setWrong(true);
    const nothing = squire.getSelection().collapsed && present === "";
    squire.makeLink(target);
    if (nothing) {
      // One writes on behind the link, not over it.
      const link = squire.getSelection();
      link.collapse(false);
      squire.setSelection(link);
    }
    leave();
  };

  return (
    // No form of its own: it stands in that of the message.
    <div
      class="link-form"
      role="dialog"
      aria-label={words.link}
      onKeyDown={(event) => {
        if (event.key !== "Escape" && event.key !== "Enter") return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Escape") leave();
        else if (event.target === field.current) apply();
        else (event.target as HTMLElement).click();
      }}
    >
      <input
        ref={field}
        class="input"
        type="text"
        inputMode="url"
        autocomplete="off"
        aria-label={words.address}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        placeholder="https://"
        value={address}
        onInput={(event) => {
          setAddress(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <button type="button" class="button primary small" onClick={apply}>
        {words.apply}
      </button>
      {present !== "" && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            squire.removeLink();
            leave();
          }}
        >
          {words.unlink}
        </button>
      )}
      {wrong && (
        <span id={`${id}-wrong`} role="alert">
          {words.notAnAddress}
        </span>
      )}
    </div>
  );
}

function linkAtCaret(squire: DeskSquire): string {
  const { startContainer } = squire.getSelection();
  const element = startContainer instanceof Element ? startContainer : startContainer.parentElement;
  return element?.closest("a")?.getAttribute("href") ?? "";
}

/** The address with the scheme a person leaves out; null: it leads nowhere. */
function completed(typed: string): string | null {
  const address = typed.trim();
  if (/\s/u.test(address)) return null;
  if (/^[a-z][a-z0-9+.-]*:/iu.test(address)) return linkTarget(address);
  if (/^[^@/]+@[^@/]+\.[^@/]+$/u.test(address)) return linkTarget(`mailto:${address}`);
  return address.includes(".") ? linkTarget(`https://${address}`) : null;
}
