/** An entry as its reader will see it, and whether a message can hold it. */

import { RichText } from "~/conversation/rich-text";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export interface EntryPreviewProps {
  readonly entryId: string;
  /** Shown until the whole is there. */
  readonly excerpt: string;
}

export function EntryPreview({ entryId, excerpt }: EntryPreviewProps) {
  const desk = useDesk();
  const words = desk.words.value.knowledge;
  const entry = desk.knowledge.entry(entryId);
  return (
    <div class="entry-preview">
      {entry === null ? (
        <p class="muted">{excerpt}</p>
      ) : (
        <>
          <RichText html={entry.html} text="" />
          {entry.reasons.map((reason) => (
            <p key={reason} class="entry-link-only muted">
              <Icon name="link" size="small" />
              {words.reasons[reason]}
            </p>
          ))}
          <a class="entry-page" href={entry.url} target="_blank" rel="noopener noreferrer">
            {words.page}
          </a>
        </>
      )}
    </div>
  );
}
