/** The texts that wait for pictures, by their drafts, whether their editor is open or closed. */

export class ComingPictures {
  private readonly texts = new Map<string, Set<() => boolean>>();

  /** Takes a text in; gives what takes it out again. */
  watch(draftId: string, waits: () => boolean): () => void {
    const texts = this.texts.get(draftId) ?? new Set();
    this.texts.set(draftId, texts.add(waits));
    return () => {
      texts.delete(waits);
      if (texts.size === 0 && this.texts.get(draftId) === texts) this.texts.delete(draftId);
    };
  }

  /** Whether a picture of the draft is still on its way. */
  waits(draftId: string): boolean {
    return Array.from(this.texts.get(draftId) ?? []).some((waits) => waits());
  }

  /** Whether a picture of any text is still on its way. */
  get waitsAnywhere(): boolean {
    return Array.from(this.texts.keys()).some((draftId) => this.waits(draftId));
  }

  /** The draft is gone: nothing waits for its pictures any more. */
  drop(draftId: string): void {
    this.texts.delete(draftId);
  }
}
