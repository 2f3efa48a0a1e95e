/** Entries of the knowledge base as the gateway gives them. */

export type InsertedAs = "text" | "link";

export interface FoundEntry {
  readonly id: string;
  readonly shortcut: string | null;
  readonly category: string;
  readonly question: string;
  readonly excerpt: string;
  /** A table or an unknown element leaves the link alone (FAQ-015). */
  readonly insertable_as: readonly InsertedAs[];
}

/** Why an entry goes into a message as a link alone. */
export type LinkReason = "table" | "element" | "too_long";

export interface KnowledgeEntry extends FoundEntry {
  readonly html: string;
  readonly text: string;
  readonly reasons: readonly LinkReason[];
  /** Its public page. */
  readonly url: string;
}

/** An entry as it goes into a message. */
export interface InsertedEntry {
  readonly html: string;
  readonly text: string;
  readonly inserted_as: InsertedAs;
}

export interface Category {
  readonly id: string;
  readonly name: string;
  /** How many entries stand in it. */
  readonly entries: number;
}
