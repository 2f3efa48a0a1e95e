/** A picture from the agent's own computer on its way into an answer (FAQ-019). */

import type { StoredImage } from "@parley/wire";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { useKeepingWords } from "~/knowledge/keeping-words";
import type { Upload } from "~/transport/upload";

const TYPES = "image/png,image/jpeg,image/webp,image/gif";
const MOST_ALT_CHARS = 500;

export interface EntryImageProps {
  /** A picture that was pasted or dropped; null: none was. */
  readonly given: File | null;
  readonly onInsert: (image: StoredImage, alt: string) => void;
}

export function EntryImage({ given, onInsert }: EntryImageProps) {
  const desk = useDesk();
  const words = useKeepingWords();
  const [percent, setPercent] = useState<number | null>(null);
  const [image, setImage] = useState<StoredImage | null>(null);
  const [alt, setAlt] = useState("");
  const chooser = useRef<HTMLInputElement>(null);
  const saying = useRef<HTMLInputElement>(null);
  const coming = useRef<Upload<StoredImage> | null>(null);
  const id = useId();

  const take = async (file: File) => {
    coming.current?.cancel();
    setPercent(0);
    const mine = desk.knowledge.entries.addImage(file, (part) =>
      setPercent(Math.round(part * 100)),
    );
    coming.current = mine;
    try {
      const stored = await mine.done;
      if (coming.current !== mine) return;
      setAlt("");
      setImage(stored);
    } catch (error) {
      if (coming.current === mine) desk.explain(error);
    } finally {
      if (coming.current === mine) {
        coming.current = null;
        setPercent(null);
      }
    }
  };
  useEffect(() => {
    if (given !== null) void take(given);
  }, [given]);
  useEffect(() => saying.current?.focus(), [image]);
  useEffect(
    () => () => {
      const left = coming.current;
      coming.current = null;
      left?.cancel();
    },
    [],
  );

  const insert = () => {
    if (image === null || alt.trim() === "") return;
    onInsert(image, alt);
    setImage(null);
  };
  if (image === null) {
    return (
      <p class="entry-image">
        <input
          ref={chooser}
          type="file"
          accept={TYPES}
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            if (file !== undefined) void take(file);
          }}
        />
        <button type="button" class="button small" onClick={() => chooser.current?.click()}>
          <Icon name="picture" size="small" />
          {words.image}
        </button>
        <span class="muted" role="status">
          {percent !== null && words.imageComes(percent)}
        </span>
      </p>
    );
  }
  return (
    <fieldset class="entry-image">
      <img src={image.url} alt="" width={image.width} height={image.height} />
      <div class="field">
        <label for={id}>{words.imageAlt}</label>
        <input
          ref={saying}
          id={id}
          class="input"
          maxLength={MOST_ALT_CHARS}
          aria-describedby={`${id}-hint`}
          value={alt}
          onInput={(event) => setAlt(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.isComposing) return;
            // The entry around it is not what is meant.
            event.preventDefault();
            insert();
          }}
        />
        <span id={`${id}-hint`} class="muted entry-hint">
          {words.imageAltHint}
        </span>
      </div>
      <button type="button" class="button small" onClick={() => setImage(null)}>
        {words.imageCancel}
      </button>
      <button
        type="button"
        class="button small primary"
        aria-disabled={alt.trim() === ""}
        onClick={insert}
      >
        {words.imageInsert}
      </button>
    </fieldset>
  );
}
