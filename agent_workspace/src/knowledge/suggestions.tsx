/** Suggestions: entries that may answer the customer's last message, one click each. */

import type { Chat, FoundEntry, InsertedEntry } from "@parley/wire";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { lastCustomerWord } from "~/state/conversation";

const MOST_SHOWN = 3;

export interface SuggestionsProps {
  readonly chat: Chat;
  readonly onTake: (entry: InsertedEntry) => void;
}

export function Suggestions({ chat, onTake }: SuggestionsProps) {
  const desk = useDesk();
  const words = desk.words.value.knowledge;
  const [found, setFound] = useState<readonly FoundEntry[]>([]);
  const conversation = desk.state.value.conversations[chat.id];
  const last = conversation?.messages.findLast(({ from }) => from !== "system");
  // Only what still waits for an answer calls for one.
  const open = last?.from === "customer" && conversation && lastCustomerWord(conversation);
  const seq = open ? open.seq : null;
  const { offered } = desk.knowledge;

  useEffect(() => {
    setFound([]);
    if (seq === null || !offered) return undefined;
    let wanted = true;
    void desk.knowledge.suggestions(chat.id).then((entries) => {
      if (wanted) setFound(entries.slice(0, MOST_SHOWN));
    });
    return () => {
      wanted = false;
    };
  }, [chat.id, seq, offered]);

  if (found.length === 0) return null;
  const take = async (entry: FoundEntry) => {
    const as = entry.insertable_as.includes("text") ? "text" : "link";
    const taken = await desk.knowledge.take(entry, as);
    if (taken === null) return;
    onTake(taken);
    setFound([]);
  };
  return (
    <section class="suggested" aria-label={words.suggested}>
      <Icon name="book" size="small" />
      <ul>
        {found.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              class="button small clip"
              title={entry.excerpt}
              onClick={() => void take(entry)}
            >
              {entry.question}
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button quiet icon-only small"
        aria-label={words.dismiss}
        title={words.dismiss}
        onClick={() => setFound([])}
      >
        <Icon name="close" size="small" />
      </button>
    </section>
  );
}
