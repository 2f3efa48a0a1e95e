/** The pictures of a text: taken in by the gateway first, a placeholder in their place meanwhile. */

import type { StoredImage } from "@parley/wire";
import { OWN_IMAGE } from "~/conversation/rebuild";
import type { Picture } from "~/editor/blocks";

export interface PictureIntakePorts {
  add(file: File): Promise<StoredImage>;
  copy(url: string): Promise<StoredImage>;
  /** Tells why a picture did not come. */
  explain(error: unknown): void;
  /** Tells that a picture could not even be asked for, such as one in a file of Word's. */
  lost(): void;
  /** What a picture is called that nobody has described. */
  unnamed(): string;
  /** A placeholder has become a picture, or gone. */
  onSettled(): void;
  newId(): string;
}

/** One pixel, nothing on it. */
const PLACEHOLDER = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
const DATA = /^data:(image\/[a-z0-9.+-]+);base64,([a-z0-9+/=\s]+)$/iu;
const PENDING = "data-pending";

export class PictureIntake {
  /** What became of each picture asked for; undefined while it is on its way, null: refused. */
  private readonly settled = new Map<string, StoredImage | null>();

  constructor(private readonly ports: PictureIntakePorts) {}

  /** What stands in the editor; a placeholder is no picture yet. */
  shown(element: Element): Picture | null {
    if (element.hasAttribute(PENDING)) return null;
    return known(element);
  }

  /** What comes from elsewhere: never shown from there. */
  foreign(element: Element): Picture | null {
    const own = known(element);
    if (own !== null) return own;
    const source = element.getAttribute("src")?.trim() ?? "";
    const alt = element.getAttribute("alt")?.trim() || this.ports.unnamed();
    if (/^https?:/iu.test(source)) return this.pending(alt, () => this.ports.copy(source));
    const file = fileOf(source);
    if (file !== null) return this.pending(alt, () => this.ports.add(file));
    if (source !== "") this.ports.lost();
    return null;
  }

  chosen(file: File): Picture {
    // Every pasted picture is called image.png, which describes none.
    const name = file.name.replace(/\.[a-z0-9]+$/iu, "");
    const alt = name === "" || name === "image" ? this.ports.unnamed() : name;
    return this.pending(alt, () => this.ports.add(file));
  }

  /** Puts the pictures that have come in the place of their placeholders, and gives them. */
  mend(root: HTMLElement): HTMLImageElement[] {
    const come: HTMLImageElement[] = [];
    for (const element of root.querySelectorAll<HTMLImageElement>(`img[${PENDING}]`)) {
      const picture = this.settled.get(element.getAttribute(PENDING) ?? "");
      if (picture === null) element.remove();
      else if (picture !== undefined) {
        element.src = picture.url;
        element.removeAttribute(PENDING);
        come.push(element);
      }
    }
    return come;
  }

  /** Whether a picture in the text is still on its way. */
  waits(root: HTMLElement): boolean {
    return root.querySelector(`img[${PENDING}]`) !== null;
  }

  private pending(alt: string, ask: () => Promise<StoredImage>): Picture {
    const pending = this.ports.newId();
    void this.follow(pending, ask);
    return { src: PLACEHOLDER, alt, pending };
  }

  private async follow(pending: string, ask: () => Promise<StoredImage>): Promise<void> {
    try {
      this.settled.set(pending, await ask());
    } catch (error) {
      this.settled.set(pending, null);
      this.ports.explain(error);
    }
    this.ports.onSettled();
  }
}

/** A picture that the gateway keeps already, under its address without a host. */
function known(element: Element): Picture | null {
  const source = element.getAttribute("src")?.trim() ?? "";
  const address = source.startsWith(`${location.origin}/`)
    ? source.slice(location.origin.length)
    : source;
  return OWN_IMAGE.test(address) ? { src: address, alt: element.getAttribute("alt") ?? "" } : null;
}

/** The file that a `data:` address holds, or null. */
function fileOf(address: string): File | null {
  const [, type = "", base64 = ""] = DATA.exec(address) ?? [];
  if (base64 === "") return null;
  try {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    return new File([bytes], "image", { type });
  } catch {
    // Cut off on its way.
    return null;
  }
}
