/** What a picture shows, in words, for those who do not see it; and the way to take it out. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";

const MOST_CHARS = 500;

export interface PictureFormProps {
  readonly image: HTMLImageElement;
  /** Called with what is to be done to the picture, or null for nothing. */
  readonly onClose: (change: (() => void) | null) => void;
}

export function PictureForm({ image, onClose }: PictureFormProps) {
  const words = useDesk().words.value.editor;
  const field = useRef<HTMLInputElement>(null);
  const [alt, setAlt] = useState(image.alt);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [image]);

  const apply = () => {
    onClose(() => {
      image.alt = alt.trim();
    });
  };

  return (
    // No form of its own: it stands in that of the message.
    <div
      class="link-form"
      role="dialog"
      aria-label={words.picture}
      onKeyDown={(event) => {
        if (event.key !== "Escape" && event.key !== "Enter") return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Escape") onClose(null);
        else if (event.target === field.current) apply();
        else (event.target as HTMLElement).click();
      }}
    >
      <input
        ref={field}
        class="input"
        type="text"
        maxLength={MOST_CHARS}
        aria-label={words.alt}
        placeholder={words.alt}
        value={alt}
        onInput={(event) => setAlt(event.currentTarget.value)}
      />
      <button type="button" class="button primary small" onClick={apply}>
        {words.apply}
      </button>
      <button type="button" class="button small" onClick={() => onClose(() => image.remove())}>
        {words.removePicture}
      </button>
    </div>
  );
}
