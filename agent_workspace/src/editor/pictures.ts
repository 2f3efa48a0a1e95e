/** The pictures a message may hold: those the gateway keeps itself. */

import type { Picture } from "~/editor/blocks";

/** A picture from elsewhere would tell others who reads. */
export function ownPicture(element: Element): Picture | null {
  const source = element.getAttribute("src") ?? "";
  if (!URL.canParse(source, location.origin)) return null;
  const address = new URL(source, location.origin);
  if (address.origin !== location.origin) return null;
  return { src: address.href, alt: element.getAttribute("alt") ?? "" };
}
