/** Whether an answer loses nothing when it is written as text. */

const PLAIN = new Set(["p", "br", "div", "article"]);

export function isPlain(body: ParentNode): boolean {
  return Array.from(body.querySelectorAll("*")).every(({ localName }) => PLAIN.has(localName));
}
