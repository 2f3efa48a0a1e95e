/** What this browser keeps across reloads, per agent; a full or forbidden store is survived. */

const PREFIX = "parley.desk";

export class Kept {
  constructor(
    private readonly store: Storage | null,
    private readonly owner: string,
  ) {}

  /** The kept value, or null; what cannot be read as JSON counts as absent. */
  read<Value>(key: string): Value | null {
    const text = this.store?.getItem(this.name(key)) ?? null;
    if (text === null) return null;
    try {
      return JSON.parse(text) as Value;
    } catch {
      // Written by another version or by hand: better lost than a desk that does not open.
      return null;
    }
  }

  write(key: string, value: unknown): void {
    try {
      this.store?.setItem(this.name(key), JSON.stringify(value));
    } catch {
      // The quota is used up: the value still lives on the screen.
    }
  }

  remove(key: string): void {
    this.store?.removeItem(this.name(key));
  }

  /** The keys that start with `prefix`, without the owner's part. */
  keys(prefix: string): string[] {
    const start = this.name(prefix);
    const cut = this.name("").length;
    return Object.keys(this.store ?? {})
      .filter((name) => name.startsWith(start))
      .map((name) => name.slice(cut));
  }

  private name(key: string): string {
    return `${PREFIX}.${this.owner}.${key}`;
  }
}

/** The browser's own store, or null where it is switched off. */
export function browserStore(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    // Reading the property itself throws where storage is blocked.
    return null;
  }
}
