/** Tells the other side that the customer is typing, sparingly. */

const EVERY = 3_000;
const QUIET = 6_000;

export class TypingSignal {
  #lastSent = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (typing: boolean) => void) {}

  /** The customer changed the text. */
  touched(empty: boolean): void {
    if (empty) return this.stopped();
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.stopped(), QUIET);
    const now = Date.now();
    if (now - this.#lastSent < EVERY) return;
    this.#lastSent = now;
    this.send(true);
  }

  /** The text was sent or emptied; `silently` where the message itself says so. */
  stopped(silently = false): void {
    clearTimeout(this.#quiet);
    if (this.#lastSent && !silently) this.send(false);
    this.#lastSent = 0;
  }
}
