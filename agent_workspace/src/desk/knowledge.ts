/** The desk's knowledge base: asked over the socket, told of in the reader's words. */

import type { CommandPorts } from "~/desk/command-ports";
import { Knowledge } from "~/knowledge/knowledge";
import { EntryRequests } from "~/transport/entries";

const MOST_FOUND = 20;

export function buildKnowledge(ports: CommandPorts & { token(): string | null }): Knowledge {
  const { socket, explain, toasts, words, token } = ports;
  return new Knowledge({
    requests: {
      search: async (query, category) => {
        const asked = { query, category, limit: MOST_FOUND };
        return (await socket.request("faq.search", asked)).entries;
      },
      categories: async () => (await socket.request("faq.categories", {})).categories,
      read: async (id) => (await socket.request("faq.get", { entry_id: id })).entry,
      suggest: async (chatId) => (await socket.request("faq.suggest", { chat_id: chatId })).entries,
      insert: (id, as) => socket.request("faq.insert", { entry_id: id, as }),
    },
    entries: new EntryRequests(() => token()),
    explain,
    linkedInstead: (question) => toasts.say(words.peek().knowledge.linked(question), "done"),
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
}
