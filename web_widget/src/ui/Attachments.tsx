/** Files beside a message: pictures to look at, everything else to take along. */
import type { Attachment } from "@parley/wire";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useSpeech, useWidget } from "./context";
import { Dialog } from "./Dialog";
import { Icon, IconButton } from "./Icon";

interface AttachmentsProps {
  chatId: string;
  /** Null while the message is not confirmed: its links cannot be renewed yet. */
  seq: number | null;
  files: readonly Attachment[];
}

export function Attachments({ chatId, seq, files }: AttachmentsProps): JSX.Element | null {
  const { session } = useWidget();
  const { words, size } = useSpeech();
  const [large, setLarge] = useState<string | null>(null);
  const [renewed, setRenewed] = useState(false);
  if (files.length === 0) return null;

  /** Links work for ten minutes; a picture that fails asks once for a fresh one. */
  const renew = async (): Promise<void> => {
    if (renewed || seq === null) return;
    setRenewed(true);
    await session.history(chatId, { after_seq: seq - 1, limit: 1 });
  };
  const shown = files.find(({ id }) => id === large);
  return (
    <div class="attachments">
      {files.map(({ id, name, type, size_bytes, url }) =>
        type.startsWith("image/") ? (
          <button
            key={id}
            type="button"
            class="thumbnail"
            aria-label={words.openImage(name)}
            onClick={() => setLarge(id)}
          >
            <img src={url} alt="" loading="lazy" onError={() => void renew()} />
          </button>
        ) : (
          <a key={id} class="file" href={url} download={name}>
            <Icon name="file" />
            <span>{name}</span>
            <small>{size(size_bytes)}</small>
          </a>
        ),
      )}
      {shown && (
        <Dialog label={words.image(shown.name)} class="dialog-image" closed={() => setLarge(null)}>
          <IconButton icon="close" name={words.close} onClick={() => setLarge(null)} />
          <img src={shown.url} alt={shown.name} />
        </Dialog>
      )}
    </div>
  );
}
