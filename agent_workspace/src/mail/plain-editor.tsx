/** The plain editor: a text that grows with what is written, kept as paragraphs of HTML. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { parseInert } from "~/conversation/inert-document";
import type { BodyEditor } from "~/mail/body-editor";
import { htmlOfText, textOfHtml } from "~/mail/plain-body";

export const PlainEditor: BodyEditor = (props) => {
  const { label, placeholder, describedBy, html, focused, onChange, onFiles } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const written = useRef(html);
  const [text, setText] = useState(() => textOf(html));

  // Another page's text was taken over: it replaces what stands here.
  useLayoutEffect(() => {
    if (html === written.current) return;
    written.current = html;
    setText(textOf(html));
  }, [html]);

  useLayoutEffect(() => {
    if (focused) field.current?.focus();
  }, []);

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  return (
    <textarea
      ref={field}
      class="reply-text"
      rows={6}
      aria-label={label}
      aria-describedby={describedBy}
      placeholder={placeholder}
      value={text}
      onInput={(event) => {
        const next = event.currentTarget.value;
        written.current = htmlOfText(next);
        setText(next);
        onChange(written.current);
      }}
      onPaste={(event) => {
        const files = event.clipboardData?.files;
        if (!files || files.length === 0) return;
        event.preventDefault();
        onFiles(files);
      }}
    />
  );
};

function textOf(html: string): string {
  return textOfHtml(parseInert(html).body);
}
