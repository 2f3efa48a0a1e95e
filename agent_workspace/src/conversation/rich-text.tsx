/** Rich text: the gateway's HTML, rebuilt element by element from the allow-list. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { parseInert } from "~/conversation/inert-document";
import { rebuild } from "~/conversation/rebuild";
import { useDesk } from "~/desk/desk-context";

export function RichText({ html, text }: { html: string; text: string }) {
  const desk = useDesk();
  const holder = useRef<HTMLDivElement>(null);
  const { removedImage } = desk.words.value.chat;
  const plain = html === "";

  useLayoutEffect(() => {
    if (plain || holder.current === null) return;
    const fragment = rebuild(parseInert(html).body, document, { removedImage });
    holder.current.replaceChildren(fragment);
  }, [html, removedImage]);

  return plain ? <p class="plain">{text}</p> : <div class="rich" ref={holder} />;
}
