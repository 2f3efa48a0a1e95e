/** A picture as an answer writes it: in Markdown, or in HTML where the answer is HTML. */

import type { StoredImage } from "@parley/wire";

/** How the gateway tells the two apart (`markup/source.py`). */
const BEGINS_AS_HTML = /^\s*<(?:!--|[a-z][a-z0-9]*[\s/>])/i;

export function imageMarkup(answer: string, image: StoredImage, alt: string): string {
  const said = alt.replace(/\s+/g, " ").trim();
  if (!BEGINS_AS_HTML.test(answer)) return `![${said.replace(/[\\[\]]/g, "\\$&")}](${image.url})`;
  const quoted = said.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  return `<img src="${image.url}" alt="${quoted}" width="${image.width}" height="${image.height}">`;
}
