/** Files chosen for the next message: uploaded at once, sent with it. */

import type { Attachment } from "@parley/wire";
import { Observable } from "../observable";
import { UploadRefused, upload } from "../upload";

export interface Draft {
  key: number;
  name: string;
  /** Null while the upload runs. */
  stored: Attachment | null;
}

export class Uploads {
  readonly drafts = new Observable<readonly Draft[]>([]);
  #next = 0;

  constructor(
    private readonly chatId: string,
    private readonly bearer: () => string | null,
    /** Says what happened to a file that will not be sent. */
    private readonly failed: (file: File, message: string) => void,
  ) {}

  get busy(): boolean {
    return this.drafts.value.some(({ stored }) => stored === null);
  }

  async add(file: File): Promise<void> {
    const key = this.#next++;
    this.drafts.value = [...this.drafts.value, { key, name: file.name, stored: null }];
    try {
      const stored = await upload(this.chatId, file, this.bearer() ?? "");
      this.drafts.value = this.drafts.value.map((draft) =>
        draft.key === key ? { ...draft, stored } : draft,
      );
    } catch (error) {
      this.remove(key);
      this.failed(file, error instanceof UploadRefused ? error.message : "");
    }
  }

  remove(key: number): void {
    this.drafts.value = this.drafts.value.filter((draft) => draft.key !== key);
  }

  /** Hands the finished files over and forgets them. */
  take(): Attachment[] {
    const files = this.drafts.value.flatMap(({ stored }) => (stored ? [stored] : []));
    this.drafts.value = [];
    return files;
  }
}
