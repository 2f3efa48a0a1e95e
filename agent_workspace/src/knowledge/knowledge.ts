/** The knowledge base as the desk asks it: find, read, suggest, insert. */

import type {
  Category,
  EntryContent,
  FoundEntry,
  InsertedAs,
  InsertedEntry,
  KnowledgeEntry,
  ManagedEntry,
  Status,
} from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import { EntryWriting } from "~/knowledge/entry-writing";
import { KnowledgeFinder } from "~/knowledge/finder";
import { WritingPlaces } from "~/knowledge/writing-places";
import type { DeskEvent } from "~/state/events";
import type { EntryRequests } from "~/transport/entries";

export interface KnowledgePorts {
  /** Every one rejects with a `Refusal`. */
  readonly requests: {
    search(query: string, category: string | null): Promise<readonly FoundEntry[]>;
    categories(): Promise<readonly Category[]>;
    read(entryId: string): Promise<KnowledgeEntry>;
    suggest(chatId: string): Promise<readonly FoundEntry[]>;
    insert(entryId: string, as: InsertedAs): Promise<InsertedEntry>;
  };
  /** What those ask who keep it. */
  readonly entries: EntryRequests;
  explain(error: unknown): void;
  /** Told when a link went in where the text was asked for. */
  linkedInstead(question: string): void;
  later(act: () => void, ms: number): () => void;
}

export class Knowledge {
  readonly places = new WritingPlaces();
  /** The entry that is being written, kept while one looks at something else. */
  readonly atHand = signal<EntryWriting | null>(null);
  /** The entry somebody asked for elsewhere, until the knowledge base shows it. */
  readonly toRead = signal<FoundEntry | null>(null);
  private readonly known = signal<readonly Category[] | null>(null);
  private readonly read = signal<Readonly<Record<string, KnowledgeEntry>>>({});
  private readonly asking = new Set<string>();
  private permitted = false;
  /** Whether this agent may write entries, so that an empty base has something to offer. */
  private keeps = false;

  constructor(private readonly ports: KnowledgePorts) {}

  /** Whether there is something to find here, for this agent. */
  get offered(): boolean {
    const known = this.known.value;
    return known !== null && (this.keeps || known.some(({ entries }) => entries > 0));
  }

  get entries(): EntryRequests {
    return this.ports.entries;
  }

  get categories(): ReadonlySignal<readonly Category[] | null> {
    return this.known;
  }

  finder(): KnowledgeFinder {
    return new KnowledgeFinder({
      search: async (query, category) => {
        try {
          return await this.ports.requests.search(query, category);
        } catch {
          // The finder says so where one looks; a message beside it would be one too many.
          return null;
        }
      },
      later: this.ports.later,
    });
  }

  /** The whole entry, asked for the first time somebody looks at it; null until it is there. */
  entry(entryId: string): KnowledgeEntry | null {
    const held = this.read.value[entryId];
    if (held === undefined && !this.asking.has(entryId)) void this.fetch(entryId);
    return held ?? null;
  }

  async suggestions(chatId: string): Promise<readonly FoundEntry[]> {
    try {
      return await this.ports.requests.suggest(chatId);
    } catch {
      // Nobody asked for a suggestion, so nobody misses one.
      return [];
    }
  }

  /** The entry as it goes into a message; null where that failed, which has been said. */
  async take(
    entry: Pick<FoundEntry, "id" | "question">,
    as: InsertedAs,
  ): Promise<InsertedEntry | null> {
    try {
      const taken = await this.ports.requests.insert(entry.id, as);
      if (as === "text" && taken.inserted_as === "link") this.ports.linkedInstead(entry.question);
      return taken;
    } catch (error) {
      this.ports.explain(error);
      return null;
    }
  }

  /** One entry being written; null begins a new one. */
  writing(entry: ManagedEntry | null, beginning: Partial<EntryContent> = {}): EntryWriting {
    const { entries, later, explain } = this.ports;
    return new EntryWriting(
      {
        write: (id, wanted) => entries.write(id, wanted),
        preview: (answer) => entries.preview(answer),
        read: (id) => entries.read(id),
        later,
        explain,
      },
      entry,
      beginning,
    );
  }

  /** Reads anew what was changed here. */
  async refresh(): Promise<void> {
    this.read.value = {};
    await this.open();
  }

  follow(event: DeskEvent): void {
    if (event.type === "snapshot") {
      // What others changed meanwhile is read anew.
      this.read.value = {};
      this.permitted = event.payload.permissions.includes("faq.view");
      this.keeps = event.payload.permissions.includes("faq.add");
      if (!this.permitted) this.known.value = null;
      else if (works(event.payload.agent.status)) void this.open();
    }
    // On break the gateway gives nothing out; the first work of the day asks.
    if (event.type === "status" && this.permitted && works(event.payload.status)) {
      if (this.known.peek() === null) void this.open();
    }
    if (event.type === "link" && event.link.state === "signed_out") {
      this.permitted = false;
      this.keeps = false;
      this.atHand.value = null;
      this.toRead.value = null;
      this.known.value = null;
      this.read.value = {};
    }
  }

  private async open(): Promise<void> {
    try {
      this.known.value = await this.ports.requests.categories();
    } catch {
      // A gateway without a knowledge base: the desk shows none either.
      this.known.value = null;
    }
  }

  private async fetch(entryId: string): Promise<void> {
    this.asking.add(entryId);
    try {
      const entry = await this.ports.requests.read(entryId);
      this.read.value = { ...this.read.peek(), [entryId]: entry };
    } catch {
      // The preview stays empty; choosing the entry again asks again.
    } finally {
      this.asking.delete(entryId);
    }
  }
}

function works(status: Status): boolean {
  return status !== "on_break" && status !== "logged_out";
}
