/** The plain editor: a text that grows with what is written, kept as paragraphs of HTML. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { parseInert } from "~/conversation/inert-document";
import { useShortcutMenu } from "~/knowledge/shortcut-menu";
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
    // What is to be written stands above a signature.
    field.current?.setSelectionRange(0, 0);
    if (focused) field.current?.focus();
  }, []);

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const write = (next: string) => {
    written.current = htmlOfText(next);
    setText(next);
    onChange(written.current);
  };
  const shortcuts = useShortcutMenu({ field, write });

  return (
    <div class="shortcut-field">
      <textarea
        ref={field}
        class="reply-text"
        rows={6}
        aria-label={label}
        aria-describedby={describedBy}
        placeholder={placeholder}
        value={text}
        {...shortcuts.attributes}
        onInput={(event) => {
          write(event.currentTarget.value);
          shortcuts.look();
        }}
        onKeyDown={shortcuts.onKeyDown}
        onPaste={(event) => {
          const files = event.clipboardData?.files;
          if (!files || files.length === 0) return;
          event.preventDefault();
          onFiles(files);
        }}
      />
      {shortcuts.menu}
      <span class="unseen" role="status">
        {shortcuts.told}
      </span>
    </div>
  );
};

function textOf(html: string): string {
  return textOfHtml(parseInert(html).body);
}
