/** The desk's clock: one second hand everything that counts is drawn from. */

import { type ReadonlySignal, signal } from "@preact/signals";

export class Clock {
  private readonly hand = signal(Date.now());
  /** Gateway time minus desk time, in milliseconds. */
  private offset = 0;

  constructor() {
    setInterval(() => {
      this.hand.value = Date.now();
    }, 1_000);
  }

  /** Desk milliseconds, ticking once a second; reading it in a component makes that tick too. */
  get now(): ReadonlySignal<number> {
    return this.hand;
  }

  follow(offset: number): void {
    this.offset = offset;
  }

  /** Desk milliseconds right now, for what is compared and not drawn. */
  exact(): number {
    return Date.now();
  }

  /** Seconds since a gateway time; never negative. */
  since(at: string): number {
    return Math.max(0, (this.hand.value + this.offset - Date.parse(at)) / 1_000);
  }

  /** Seconds until a gateway time; negative once it has passed, at most one too many. */
  until(at: string): number {
    return (Date.parse(at) - this.hand.value - this.offset) / 1_000;
  }
}
