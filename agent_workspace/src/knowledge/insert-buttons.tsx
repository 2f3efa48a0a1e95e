/** The two ways an entry goes into what one writes (FAQ-009). */

import type { FoundEntry, InsertedAs } from "@parley/wire";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function InsertButtons({ entry }: { entry: FoundEntry }) {
  const desk = useDesk();
  const words = desk.words.value.knowledge;
  const place = desk.knowledge.places.current.value;
  const asText = entry.insertable_as.includes("text");
  const insert = async (as: InsertedAs) => {
    const taken = await desk.knowledge.take(entry, as);
    if (taken !== null) place?.insert(taken);
  };
  return (
    <div class="insert-buttons">
      <button
        type="button"
        class="button small primary"
        aria-disabled={place === null || !asText}
        title={place === null ? words.nowhere : asText ? undefined : words.linkOnly}
        onClick={() => {
          if (place !== null && asText) void insert("text");
        }}
      >
        {words.insertText}
      </button>
      <button
        type="button"
        class="button small"
        aria-disabled={place === null}
        title={place === null ? words.nowhere : undefined}
        onClick={() => {
          if (place !== null) void insert("link");
        }}
      >
        <Icon name="link" size="small" />
        {words.insertLink}
      </button>
    </div>
  );
}
