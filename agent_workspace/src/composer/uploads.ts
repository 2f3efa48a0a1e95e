/** Uploads in progress, each for the draft that takes along what has arrived. */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Upload } from "~/transport/upload";

export interface UploadInProgress {
  readonly id: number;
  /** The draft it belongs to: a chat's, or a mail's. */
  readonly ownerId: string;
  readonly name: string;
  readonly percent: number;
  readonly failed: boolean;
  readonly file: File;
}

export interface UploadPorts<Stored> {
  /** The files that may go, out of those given; the person has been told about the others. */
  admit(ownerId: string, files: readonly File[]): readonly File[];
  send(ownerId: string, file: File, onProgress: (fraction: number) => void): Upload<Stored>;
  keep(ownerId: string, stored: Stored): void;
  /** Tells the person; `reason` is the gateway's, or empty. */
  tellFailure(file: File, reason: string): void;
}

export class Uploads<Stored> {
  private readonly list = signal<readonly UploadInProgress[]>([]);
  private readonly cancels = new Map<number, () => void>();
  private next = 1;

  constructor(private readonly ports: UploadPorts<Stored>) {}

  get inProgress(): ReadonlySignal<readonly UploadInProgress[]> {
    return this.list;
  }

  of(ownerId: string): readonly UploadInProgress[] {
    return this.list.value.filter((one) => one.ownerId === ownerId);
  }

  add(ownerId: string, files: Iterable<File>): void {
    for (const file of this.ports.admit(ownerId, Array.from(files))) {
      const id = this.next++;
      this.list.value = [
        ...this.list.value,
        { id, ownerId, name: file.name, percent: 0, failed: false, file },
      ];
      void this.start(id, ownerId, file);
    }
  }

  remove(id: number): void {
    this.cancels.get(id)?.();
    this.cancels.delete(id);
    this.list.value = this.list.value.filter((one) => one.id !== id);
  }

  /** The draft is gone: nothing is left to take its files along. */
  removeAll(ownerId: string): void {
    for (const { id } of this.of(ownerId)) this.remove(id);
  }

  retry(id: number): void {
    const one = this.list.value.find((entry) => entry.id === id);
    if (one === undefined) return;
    this.change(id, { failed: false, percent: 0 });
    void this.start(id, one.ownerId, one.file);
  }

  private async start(id: number, ownerId: string, file: File): Promise<void> {
    const transfer = this.ports.send(ownerId, file, (fraction) =>
      this.change(id, { percent: Math.round(fraction * 100) }),
    );
    this.cancels.set(id, transfer.cancel);
    try {
      const stored = await transfer.done;
      if (!this.list.value.some((one) => one.id === id)) return;
      this.ports.keep(ownerId, stored);
      this.remove(id);
    } catch (error) {
      if (!this.list.value.some((one) => one.id === id)) return;
      this.change(id, { failed: true });
      this.ports.tellFailure(file, error instanceof Error ? error.message : "");
    }
  }

  private change(id: number, change: Partial<UploadInProgress>): void {
    this.list.value = this.list.value.map((one) => (one.id === id ? { ...one, ...change } : one));
  }
}
