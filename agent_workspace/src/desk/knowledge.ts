/** The desk's knowledge base: asked over the socket, told of in the reader's words. */

import type { CommandPorts } from "~/desk/command-ports";
import type { Category, FoundEntry, InsertedEntry, KnowledgeEntry } from "~/knowledge/entries";
import { Knowledge } from "~/knowledge/knowledge";

const MOST_FOUND = 20;

export function buildKnowledge({ socket, explain, toasts, words }: CommandPorts): Knowledge {
  const ask = <Answer>(name: string, payload: object) =>
    socket.request(name as never, payload as never) as Promise<Answer>;
  return new Knowledge({
    requests: {
      search: async (query, category) => {
        const asked = { query, limit: MOST_FOUND, ...(category === null ? {} : { category }) };
        return (await ask<{ entries: FoundEntry[] }>("faq.search", asked)).entries;
      },
      categories: async () =>
        (await ask<{ categories: Category[] }>("faq.categories", {})).categories,
      read: async (id) => (await ask<{ entry: KnowledgeEntry }>("faq.get", { entry_id: id })).entry,
      suggest: async (chatId) =>
        (await ask<{ entries: FoundEntry[] }>("faq.suggest", { chat_id: chatId })).entries,
      insert: (id, as) => ask<InsertedEntry>("faq.insert", { entry_id: id, as }),
    },
    explain,
    linkedInstead: (question) => toasts.say(words.peek().knowledge.linked(question), "done"),
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
}
