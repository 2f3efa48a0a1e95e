/** The announcer: what a screen reader hears beyond the live log. */

import { type ReadonlySignal, signal } from "@preact/signals";

/** At most one polite summary in this time, so that six chats do not talk over one another. */
const POLITE_EVERY_MS = 4_000;

export class Announcer {
  private readonly urgent = signal("");
  private readonly calm = signal("");
  private calmAt = 0;
  private flip = false;

  get assertive(): ReadonlySignal<string> {
    return this.urgent;
  }

  get polite(): ReadonlySignal<string> {
    return this.calm;
  }

  interrupt(text: string): void {
    this.urgent.value = this.distinct(text);
  }

  mention(text: string, now: number): void {
    if (now - this.calmAt < POLITE_EVERY_MS) return;
    this.calmAt = now;
    this.calm.value = this.distinct(text);
  }

  /** A live region stays silent when its text is the same as before. */
  private distinct(text: string): string {
    this.flip = !this.flip;
    return this.flip ? text : `${text}\u200b`;
  }
}
