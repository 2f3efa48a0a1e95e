/** The finder: what is looked for in the knowledge base, and the latest answer to it. */

import type { FoundEntry } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";

export interface FinderPorts {
  /** Resolves to null where the gateway did not answer. */
  search(query: string, category: string | null): Promise<readonly FoundEntry[] | null>;
  later(act: () => void, ms: number): () => void;
}

export interface Findings {
  readonly state: "idle" | "searching" | "found" | "failed";
  /** The last ones stay in sight while others are looked for. */
  readonly entries: readonly FoundEntry[];
}

/** Shorter than a pause between words, longer than one between signs. */
const PAUSE_MS = 120;
const NOTHING: Findings = { state: "idle", entries: [] };

export class KnowledgeFinder {
  private readonly asked = signal({ query: "", category: null as string | null });
  private readonly held = signal<Findings>(NOTHING);
  private cancel: (() => void) | null = null;
  private number = 0;

  constructor(private readonly ports: FinderPorts) {}

  get wanted(): ReadonlySignal<{ readonly query: string; readonly category: string | null }> {
    return this.asked;
  }

  get findings(): ReadonlySignal<Findings> {
    return this.held;
  }

  /** Looks once the person pauses. */
  type(query: string): void {
    this.asked.value = { ...this.asked.peek(), query };
    this.cancel?.();
    this.cancel = this.ports.later(() => void this.look(), PAUSE_MS);
  }

  async choose(category: string | null): Promise<void> {
    this.asked.value = { ...this.asked.peek(), category };
    await this.look();
  }

  /** Looks at once; an answer that is overtaken by a later question is thrown away. */
  async look(): Promise<void> {
    this.cancel?.();
    this.cancel = null;
    this.number += 1;
    const mine = this.number;
    const { query, category } = this.asked.peek();
    this.held.value = { ...this.held.peek(), state: "searching" };
    const entries = await this.ports.search(query, category);
    if (mine !== this.number) return;
    this.held.value =
      entries === null ? { ...this.held.peek(), state: "failed" } : { state: "found", entries };
  }

  /** Forgets question and answer, and whatever is still to come. */
  forget(): void {
    this.cancel?.();
    this.cancel = null;
    this.number += 1;
    this.asked.value = { query: "", category: null };
    this.held.value = NOTHING;
  }
}
