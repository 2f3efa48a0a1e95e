/** What is written: formatted and as text, and what the place to write it in is asked and tells. */

import type { InsertedEntry } from "@parley/wire";
import type { RefObject } from "preact";

export interface Written {
  /** In the tags of the allow-list alone; empty where there is nothing to see. */
  readonly html: string;
  readonly text: string;
  /** Whether the text alone would lose something. */
  readonly formatted: boolean;
}

export const NOTHING: Written = { html: "", text: "", formatted: false };

/** The draft that is written, reached also when its editor has closed. */
export interface DraftPlace {
  readonly id: string;
  /** What it holds now; null: it is gone. */
  html(): string | null;
  write(written: Written): void;
}

/** What others may do with a place to write in. */
export interface WritingHandle {
  focus(): void;
  /** Puts an entry of the knowledge base where the caret is. */
  insert(entry: InsertedEntry): void;
}

/** Where the caret stood in a text that is shown in another field now. */
export interface Caret {
  readonly start: number;
  readonly end: number;
  readonly focused: boolean;
}

export interface FieldProps {
  readonly draft: DraftPlace;
  readonly label: string;
  readonly placeholder: string;
  readonly describedBy: string;
  /** How the text is set: its padding, its height. */
  readonly class: string;
  readonly rows: number;
  /** What is written, as it is kept; a change from outside replaces what is shown. */
  readonly html: string;
  /** Where one goes on writing. */
  readonly begin: "start" | "end";
  /** Whether to take the focus when it appears. */
  readonly focused: boolean;
  readonly disabled: boolean;
  readonly handle: RefObject<WritingHandle | null>;
  readonly onWrite: (written: Written) => void;
  /** Called by Enter; absent: Enter begins a line. */
  readonly onEnter?: (() => void) | undefined;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onFocus: () => void;
}
