/** Drafts: what is written but not sent, per chat, kept across reloads. */

import type { Attachment } from "@parley/wire";
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { NOTHING } from "~/editor/written";
import { htmlOfText } from "~/mail/plain-body";
import type { Kept } from "~/storage/kept";

export interface Draft {
  readonly html: string;
  readonly text: string;
  /** Whether the text alone would lose something. */
  readonly formatted: boolean;
  readonly attachments: readonly Attachment[];
}

const EMPTY: Draft = { ...NOTHING, attachments: [] };
const KEY = "draft.";

export class Drafts {
  private kept: Kept | null = null;
  private readonly all: Signal<Readonly<Record<string, Draft>>> = signal({});

  /** Takes up the drafts of the agent who is logged in now. */
  belongTo(kept: Kept): void {
    this.kept = kept;
    const drafts: Record<string, Draft> = {};
    for (const key of kept.keys(KEY)) {
      const draft = kept.read<Partial<Draft>>(key);
      if (draft !== null) {
        // A page that knew text alone may have kept it.
        const html = htmlOfText(draft.text ?? "");
        drafts[key.slice(KEY.length)] = { ...EMPTY, html, ...draft };
      }
    }
    this.all.value = drafts;
  }

  of(chatId: string): Draft {
    return this.all.value[chatId] ?? EMPTY;
  }

  signalOf(chatId: string): ReadonlySignal<Draft> {
    return computed(() => this.of(chatId));
  }

  change(chatId: string, change: Partial<Draft>): void {
    const draft = { ...this.of(chatId), ...change };
    if (draft.html === "" && draft.attachments.length === 0) {
      this.clear(chatId);
      return;
    }
    this.all.value = { ...this.all.value, [chatId]: draft };
    this.kept?.write(KEY + chatId, draft);
  }

  clear(chatId: string): void {
    const { [chatId]: _, ...others } = this.all.value;
    this.all.value = others;
    this.kept?.remove(KEY + chatId);
  }
}
