/** Where the browser keeps what `Memory` remembers. */
export type Place = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The little without which a conversation is lost: a browser keeps 10 KB, and sends them along. */
const KEPT = /:(token|chats|muted)$/;
const DAYS_180 = 15_552_000;

/**
 * Cookies of this frame on the site it stands on (CHIPS): what a browser still allows a foreign
 * frame that it denies storage, as Chrome's incognito windows do. No server reads them.
 */
export class PartitionedCookies implements Place {
  constructor(private readonly jar: Pick<Document, "cookie">) {}

  getItem(key: string): string | null {
    const name = `${encodeURIComponent(key)}=`;
    try {
      const found = this.jar.cookie.split("; ").find((each) => each.startsWith(name));
      return found === undefined ? null : decodeURIComponent(found.slice(name.length));
    } catch {
      return null; // a sandbox, or what a page of the same domain has put there
    }
  }

  setItem(key: string, value: string): void {
    if (KEPT.test(key)) this.#put(key, encodeURIComponent(value), DAYS_180);
  }

  removeItem(key: string): void {
    this.#put(key, "", 0);
  }

  #put(key: string, value: string, seconds: number): void {
    this.jar.cookie = `${encodeURIComponent(key)}=${value}; Path=/widget; Max-Age=${seconds}; Secure; SameSite=None; Partitioned`;
  }
}

/** The browser's lasting storage, or the next best where it is denied. */
export function lastingPlace(): Place {
  try {
    return window.localStorage;
  } catch {
    return new PartitionedCookies(document);
  }
}
