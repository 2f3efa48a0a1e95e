/** The signature below a mail: put there once, and changed for another without touching the text. */

import type { Case } from "@parley/wire";
import { htmlOfText } from "~/mail/plain-body";

/** The signatures to choose from, each once; the standard first. */
export function signaturesFor(record: Case, own: string, sender: string): readonly string[] {
  const ofMailbox = record.signatures.find((one) => one.sender === sender)?.text ?? "";
  return [...new Set([own.trim(), ofMailbox.trim()])].filter((text) => text !== "");
}

/** The signature that a body ends with, or none. */
export function signatureOf(html: string, known: readonly string[]): string {
  const ending = known.filter((text) => html.endsWith(end(text)));
  return ending.sort((one, other) => other.length - one.length)[0] ?? "";
}

/** The body with this signature in the place of the one it had; an empty one takes that away. */
export function signed(html: string, known: readonly string[], text: string): string {
  const before = signatureOf(html, known);
  const bare = before === "" ? html : closed(html.slice(0, -end(before).length));
  return text === "" ? bare : `${bare || "<p></p>"}${htmlOfText(text)}`;
}

/** A signature as it ends a body: blank lines above it may have joined its first paragraph. */
function end(text: string): string {
  return htmlOfText(text).slice("<p>".length);
}

function closed(html: string): string {
  return html.endsWith("<p>") ? html.slice(0, -"<p>".length) : `${html}</p>`;
}
