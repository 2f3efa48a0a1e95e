/** The plain field: a text that grows with what is written, there before the editor is. */

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { parseInert } from "~/conversation/inert-document";
import type { Caret, FieldProps } from "~/editor/written";
import { htmlOfText, textOfHtml } from "~/mail/plain-body";

export interface PlainFieldProps extends FieldProps {
  /** The editor will not come: what is formatted may be written on as text. */
  readonly alone: boolean;
  /** Tells where the caret stands; null while a sign is being composed. */
  readonly caret: RefObject<() => Caret | null>;
}

export function PlainField(props: PlainFieldProps) {
  const { html, begin, focused, handle, onWrite, onEnter } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const written = useRef(html);
  const composing = useRef(false);
  const [text, setText] = useState(() => textOf(html));
  // Formats are not thrown away while the editor that shows them is on its way.
  const waits = !props.alone && htmlOfText(text) !== html && html !== "";

  const write = (next: string) => {
    written.current = htmlOfText(next);
    setText(next);
    onWrite({ html: written.current, text: next, formatted: false });
  };

  useLayoutEffect(() => {
    if (html === written.current) return;
    written.current = html;
    setText(textOf(html));
  }, [html]);

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  }, [text]);

  useLayoutEffect(() => {
    if (begin === "start") field.current?.setSelectionRange(0, 0);
    if (focused) field.current?.focus();
  }, []);

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    handle.current = {
      focus: () => element.focus(),
      insert: (entry) => {
        const { value, selectionStart: at } = element;
        const apart = at === 0 || /\s/u.test(value[at - 1] as string) ? "" : " ";
        const before = value.slice(0, at) + apart + entry.text;
        write(before + value.slice(at));
        element.focus();
        // The caret can stand there only once the field shows the text.
        requestAnimationFrame(() => element.setSelectionRange(before.length, before.length));
      },
    };
    props.caret.current = () =>
      composing.current
        ? null
        : {
            start: element.selectionStart,
            end: element.selectionEnd,
            focused: document.activeElement === element,
          };
  });

  return (
    <textarea
      ref={field}
      class={`${props.class} scroll`}
      rows={props.rows}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      placeholder={props.placeholder}
      readOnly={waits}
      disabled={props.disabled}
      value={text}
      onFocus={props.onFocus}
      onInput={(event) => write(event.currentTarget.value)}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={() => {
        composing.current = false;
      }}
      onKeyDown={(event) => {
        // An Enter that confirms an input method's suggestion is no Enter.
        if (onEnter === undefined || event.key !== "Enter") return;
        if (event.shiftKey || event.isComposing) return;
        event.preventDefault();
        onEnter();
      }}
      onPaste={(event) => {
        const files = event.clipboardData?.files;
        if (!files || files.length === 0) return;
        event.preventDefault();
        props.onFiles(Array.from(files));
      }}
    />
  );
}

function textOf(html: string): string {
  return textOfHtml(parseInert(html).body);
}
