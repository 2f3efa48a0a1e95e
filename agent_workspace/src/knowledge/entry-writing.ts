/** An entry being written: its fields, how it looks, what the gateway says to it. */

import type { AnswerPreview, EntryContent, ManagedEntry, WriteEntry } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import { Refusal } from "~/transport/refusal";

export interface WritingPorts {
  /** Both reject with a `Refusal`. */
  write(entryId: string | null, entry: WriteEntry): Promise<ManagedEntry>;
  preview(answer: string): Promise<AnswerPreview>;
  read(entryId: string): Promise<ManagedEntry>;
  later(act: () => void, ms: number): () => void;
  explain(error: unknown): void;
}

export interface Problem {
  /** Somebody else changed it meanwhile, or one field stands in the way. */
  readonly field: "theirs" | keyof EntryContent;
  /** Whether another entry has the same already; else the field itself is wrong. */
  readonly taken: boolean;
  /** What the gateway says. */
  readonly message: string;
}

const PREVIEW_PAUSE_MS = 300;
const FIELDS: readonly string[] = ["question", "answer", "category", "language", "shortcut"];

export class EntryWriting {
  private readonly held = signal<EntryContent>(EMPTY);
  private readonly differs = signal(false);
  private readonly looks = signal<AnswerPreview | null>(null);
  private readonly wrong = signal<Problem | null>(null);
  private readonly busy = signal(false);
  private entry: ManagedEntry | null;
  private cancel: (() => void) | null = null;
  private asked = 0;

  /** `entry` is null for a new one, which begins in `category`. */
  constructor(
    private readonly ports: WritingPorts,
    entry: ManagedEntry | null,
    beginning: Partial<EntryContent> = {},
  ) {
    this.entry = entry;
    this.held.value = entry?.draft?.content ?? entry?.published ?? { ...EMPTY, ...beginning };
    void this.look();
  }

  get content(): ReadonlySignal<EntryContent> {
    return this.held;
  }

  /** What is kept of it; null while it was never kept. */
  get record(): ManagedEntry | null {
    return this.entry;
  }

  /** Whether something would be lost by leaving. */
  get changed(): ReadonlySignal<boolean> {
    return this.differs;
  }

  get preview(): ReadonlySignal<AnswerPreview | null> {
    return this.looks;
  }

  get problem(): ReadonlySignal<Problem | null> {
    return this.wrong;
  }

  get saving(): ReadonlySignal<boolean> {
    return this.busy;
  }

  change(part: Partial<EntryContent>): void {
    this.held.value = { ...this.held.peek(), ...part };
    this.differs.value = true;
    if (this.wrong.peek() !== null && this.wrong.peek()?.field !== "theirs") {
      this.wrong.value = null;
    }
    if (part.answer === undefined) return;
    this.cancel?.();
    this.cancel = this.ports.later(() => void this.look(), PREVIEW_PAUSE_MS);
  }

  /** Keeps it as a draft or puts it in force; null where it was refused, which is told. */
  async keep(publish: boolean): Promise<ManagedEntry | null> {
    if (this.busy.peek()) return null;
    this.busy.value = true;
    this.wrong.value = null;
    const content = this.held.peek();
    try {
      const entry = await this.ports.write(this.entry?.id ?? null, {
        content,
        publish,
        rev: this.entry?.rev ?? 0,
        draft_rev: this.entry?.draft?.rev ?? 0,
      });
      this.entry = entry;
      // What was typed while it was on its way is not kept yet.
      this.differs.value = this.held.peek() !== content;
      return entry;
    } catch (error) {
      this.refused(error);
      return null;
    } finally {
      this.busy.value = false;
    }
  }

  /** After a change of somebody else's: one's own text goes on above theirs, or theirs is taken. */
  async settle(mine: boolean): Promise<void> {
    const id = this.entry?.id;
    if (id === undefined) return;
    try {
      this.entry = await this.ports.read(id);
    } catch (error) {
      return this.ports.explain(error);
    }
    this.wrong.value = null;
    if (mine) return;
    this.held.value = this.entry.draft?.content ?? this.entry.published ?? EMPTY;
    this.differs.value = false;
    await this.look();
  }

  private refused(error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    const { code, field, message } = error;
    if (code === "conflict" && (field === "rev" || field === "draft_rev")) {
      this.wrong.value = { field: "theirs", taken: false, message };
    } else if (field !== null && FIELDS.includes(lastOf(field))) {
      const named = lastOf(field) as keyof EntryContent;
      this.wrong.value = { field: named, taken: code === "conflict", message };
    } else this.ports.explain(error);
  }

  private async look(): Promise<void> {
    this.cancel = null;
    this.asked += 1;
    const mine = this.asked;
    const { answer } = this.held.peek();
    if (answer.trim() === "") {
      this.looks.value = null;
      return;
    }
    try {
      const preview = await this.ports.preview(answer);
      if (mine === this.asked) this.looks.value = preview;
    } catch {
      // The last preview stays; the next sign typed asks again.
    }
  }
}

const EMPTY: EntryContent = {
  question: "",
  answer: "",
  category: "",
  language: "en",
  shortcut: null,
};

/** A field may be named by where it stands: `content.shortcut`. */
function lastOf(field: string): string {
  return field.split(".").at(-1) ?? field;
}
