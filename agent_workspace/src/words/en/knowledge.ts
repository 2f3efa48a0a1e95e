/** The English of the knowledge base. */

import type { LinkReason } from "@parley/wire";
import { counted } from "~/words/en/counted";

export const knowledge = {
  knowledge: {
    title: "Knowledge base",
    search: "Search the knowledge base",
    searchHint: "Question, word or shortcut",
    category: "Category",
    allCategories: "All categories",
    results: "Entries found",
    found: (n: number) => counted(n, "entry found", "entries found"),
    nothing: "No entry matches. Try other words, or another category.",
    empty: "There is no entry here yet.",
    failed: "The knowledge base did not answer.",
    tryAgain: "Try again",
    insertText: "Insert as text",
    insertLink: "Insert as link",
    linkOnly: "Holds what a message cannot show, such as a table: it goes in as a link.",
    reasons: {
      table: "Holds a table, which a message cannot show: it goes in as a link.",
      element: "Holds what a message cannot show: it goes in as a link.",
      too_long: "Too long for a message: it goes in as a link.",
    } satisfies Record<LinkReason, string>,
    page: "Open its page",
    nowhere: "Open a chat or an answer to insert it there.",
    linked: (question: string) =>
      `“${question}” went in as a link: it holds what a message cannot show.`,
    suggested: "Entries that may answer the customer",
    dismiss: "Hide suggestions",
    shortcuts: "Shortcuts",
    menuOpen: (n: number) =>
      `${counted(n, "entry", "entries")}. Tab inserts as text, Shift Tab as link.`,
    keyText: "inserts",
    keyLink: "as link",
    keyClose: "closes",
    close: "Close the knowledge base",
    choose: "Choose an entry to read it.",
    ownWindow: "Opens in a window of its own",
    back: "Back to the list",
  },

  deferred: {
    loading: "Loading…",
    failed: "This part of the desk could not be loaded. Check your connection, then try again.",
    tryAgain: "Try again",
  },
};
