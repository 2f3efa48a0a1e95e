/** The body of a message: allow-listed HTML rebuilt node by node, or plain text. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { rebuild } from "../richtext/rebuild";

export function RichText({ html, text }: { html: string; text: string }): JSX.Element {
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (html) body.current?.replaceChildren(rebuild(html, document));
  }, [html]);
  return html ? (
    <div class="rich" dir="auto" ref={body} />
  ) : (
    <div class="plain" dir="auto">
      {text}
    </div>
  );
}
