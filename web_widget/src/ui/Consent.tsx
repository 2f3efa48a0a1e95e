/** The site's consent line; `[words](https://...)` in it becomes a link. */
import type { JSX } from "preact";
import { linkTarget } from "../richtext/allowed";
import { useChatState } from "./context";

export function Consent(): JSX.Element | null {
  const consent = useChatState().settings?.consent;
  if (!consent) return null;
  const parts = consent.split(/(\[[^\]]+\]\([^)\s]+\)|https?:\/\/\S+)/);
  return <p class="consent">{parts.map(linked)}</p>;
}

function linked(part: string): JSX.Element | string {
  const [, words, address] = /^\[(.+)\]\((.+)\)$/.exec(part) ?? [null, part, part];
  const target = linkTarget(address ?? null);
  if (target === null) return part;
  return (
    <a href={target} target="_blank" rel="noopener noreferrer">
      {words}
    </a>
  );
}
