/** Uploads in progress, per chat; what has arrived becomes part of the draft. */

import type { Locale } from "@parley/wire";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Drafts } from "~/composer/drafts";
import type { Toasts } from "~/desk/toasts";
import type { DeskState } from "~/state/desk-state";
import { upload } from "~/transport/upload";
import { fileSize } from "~/words/calendar";
import type { Words } from "~/words/en";

export interface UploadInProgress {
  readonly id: number;
  readonly chatId: string;
  readonly name: string;
  readonly percent: number;
  readonly failed: boolean;
  readonly file: File;
}

export interface UploadPorts {
  readonly drafts: Drafts;
  readonly state: ReadonlySignal<DeskState>;
  readonly words: ReadonlySignal<Words>;
  readonly locale: ReadonlySignal<Locale>;
  readonly toasts: Toasts;
  token(): string | null;
}

export class Uploads {
  private readonly list = signal<readonly UploadInProgress[]>([]);
  private readonly cancels = new Map<number, () => void>();
  private next = 1;

  constructor(private readonly ports: UploadPorts) {}

  get inProgress(): ReadonlySignal<readonly UploadInProgress[]> {
    return this.list;
  }

  add(chatId: string, files: Iterable<File>): void {
    const { settings } = this.ports.state.value;
    for (const file of files) {
      if (file.size > settings.max_attachment_bytes) {
        const most = fileSize(settings.max_attachment_bytes, this.ports.locale.value);
        this.ports.toasts.say(this.ports.words.value.composer.tooLarge(file.name, most), "problem");
        continue;
      }
      const id = this.next++;
      this.list.value = [
        ...this.list.value,
        { id, chatId, name: file.name, percent: 0, failed: false, file },
      ];
      void this.start(id, chatId, file);
    }
  }

  remove(id: number): void {
    this.cancels.get(id)?.();
    this.cancels.delete(id);
    this.list.value = this.list.value.filter((one) => one.id !== id);
  }

  retry(id: number): void {
    const one = this.list.value.find((entry) => entry.id === id);
    if (one === undefined) return;
    this.change(id, { failed: false, percent: 0 });
    void this.start(id, one.chatId, one.file);
  }

  private async start(id: number, chatId: string, file: File): Promise<void> {
    const { drafts, token, toasts } = this.ports;
    const transfer = upload(chatId, file, token(), (fraction) =>
      this.change(id, { percent: Math.round(fraction * 100) }),
    );
    this.cancels.set(id, transfer.cancel);
    try {
      const attachment = await transfer.done;
      drafts.change(chatId, { attachments: [...drafts.of(chatId).attachments, attachment] });
      this.remove(id);
    } catch (error) {
      if (!this.list.value.some((one) => one.id === id)) return;
      this.change(id, { failed: true });
      const spoken = error instanceof Error ? error.message : "";
      toasts.say(spoken || this.ports.words.value.composer.uploadFailed(file.name), "problem");
    }
  }

  private change(id: number, change: Partial<UploadInProgress>): void {
    this.list.value = this.list.value.map((one) => (one.id === id ? { ...one, ...change } : one));
  }
}
