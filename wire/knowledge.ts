// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { InsertedAs, LinkReason, Locale } from "./literals";

/** What is looked for; its last word may only have begun. Without words: everything. */
export interface SearchEntries {
  query: string;
  category?: string | null;
  limit?: number | null;
}

/** An entry in a list. */
export interface FoundEntry {
  id: string;
  shortcut: string | null;
  category: string;
  language: Locale;
  question: string;
  excerpt: string;
  insertable_as: InsertedAs[];
}

/** Entries, the nearest first. */
export interface FoundEntries {
  ok: true;
  entries: FoundEntry[];
}

/** Which entry. */
export interface ChooseEntry {
  entry_id: string;
}

/** An entry with its answer as a message holds it. */
export interface KnowledgeEntry {
  id: string;
  shortcut: string | null;
  category: string;
  language: Locale;
  question: string;
  excerpt: string;
  insertable_as: InsertedAs[];
  html: string;
  text: string;
  reasons: LinkReason[];
  url: string;
}

/** The entry that was asked for. */
export interface ChosenEntry {
  ok: true;
  entry: KnowledgeEntry;
}

/** Nothing is asked but for all of them. */
export interface ListCategories {
}

/** A category is known by its name; `id` is the same. */
export interface Category {
  id: string;
  name: string;
  entries: number;
}

/** Every category, in alphabetical order. */
export interface Categories {
  ok: true;
  categories: Category[];
}

/** The chat whose customer's last message is to be answered. */
export interface SuggestEntries {
  chat_id: string;
}

/** Which entry, by one of two names, and how it is to go into a message. */
export interface InsertEntry {
  as: InsertedAs;
  entry_id?: string | null;
  shortcut?: string | null;
}

/** What to put into the message. */
export interface InsertedEntry {
  ok: true;
  html: string;
  text: string;
  inserted_as: InsertedAs;
}

/** An entry as it is written. */
export interface EntryContent {
  question: string;
  answer: string;
  category: string;
  language: Locale;
  shortcut: string | null;
}

/** What to keep of an entry, as a draft or for everybody. */
export interface WriteEntry {
  content: EntryContent;
  publish: boolean;
  rev: number;
  draft_rev: number;
}

/** What somebody is writing of an entry. */
export interface EntryDraft {
  content: EntryContent;
  rev: number;
  saved_at: string;
  agent: string | null;
}

/** A state an entry was published in. */
export interface EntryVersion {
  content: EntryContent;
  rev: number;
  at: string;
  agent: string | null;
}

/** An entry in the list of those who keep the knowledge base. */
export interface EntryRow {
  id: string;
  question: string;
  category: string;
  language: Locale;
  shortcut: string | null;
  rev: number;
  draft: boolean;
  uses: number;
}

/** What the answer bot has done since it was switched on first. */
export interface BotFigures {
  answered: number;
  helped: number;
  not_helped: number;
  handed_over: number;
}

/** A user guide, or somebody who helps. */
export interface HelpLink {
  title: string;
  url: string;
}

/** Where help is to be had beside the knowledge base (FAQ-012). */
export interface HelpLinks {
  ok: true;
  links: HelpLink[];
}

/** Every entry, published or not. */
export interface ManagedEntries {
  ok: true;
  entries: EntryRow[];
  bot: BotFigures;
}

/** An entry with everything that is known of it. */
export interface ManagedEntry {
  ok: true;
  id: string;
  rev: number;
  published: EntryContent | null;
  draft: EntryDraft | null;
  url: string | null;
  versions: EntryVersion[];
  uses: number;
}

/** An answer that is being written. */
export interface PreviewAnswer {
  answer: string;
}

/** How an answer will look, in a message and on its page; both are clean. */
export interface AnswerPreview {
  ok: true;
  message_html: string;
  page_html: string;
  visible_chars: number;
  insertable_as: InsertedAs[];
  reasons: LinkReason[];
}

/** A category's name, or another one for it. */
export interface WriteCategory {
  name: string;
}
