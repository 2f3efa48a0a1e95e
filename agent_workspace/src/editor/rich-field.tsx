/** The editor: formatted text with its tools, the shortcuts of the knowledge base inside. */

import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import "~/editor/editor.css";
import { useDesk } from "~/desk/desk-context";
import { writtenOf } from "~/editor/block-html";
import { nodesOf } from "~/editor/block-nodes";
import { beforeCaret, rangeInText } from "~/editor/caret";
import { type Command, commandOf, run } from "~/editor/commands";
import { LinkForm } from "~/editor/link-form";
import { ownPicture } from "~/editor/pictures";
import { purified } from "~/editor/purify";
import { readBlocks } from "~/editor/read-blocks";
import { DeskSquire } from "~/editor/squire";
import { Toolbar } from "~/editor/toolbar";
import type { Caret, FieldProps } from "~/editor/written";
import { useShortcutMenu } from "~/knowledge/shortcut-menu";

export interface RichFieldProps extends FieldProps {
  /** Where the caret stood in the plain field before; null where there was none. */
  readonly caret: Caret | null;
}

export function RichField(props: RichFieldProps) {
  const words = useDesk().words.value.editor;
  const { html, handle, onEnter } = props;
  const root = useRef<HTMLDivElement>(null);
  const squire = useRef<DeskSquire | null>(null);
  const written = useRef({ html, text: "" });
  const latest = useRef(props);
  latest.current = props;
  const [linking, setLinking] = useState(false);
  const [empty, setEmpty] = useState(html === "");
  const [, redraw] = useReducer((count: number, _: null) => count + 1, 0);

  const emit = () => {
    const element = root.current;
    if (element === null) return;
    const next = writtenOf(readBlocks(element, { spaces: true, picture: ownPicture }));
    setEmpty(next.text === "" && element.children.length < 2 && next.html === "");
    if (next.html === written.current.html && next.text === written.current.text) return;
    written.current = next;
    latest.current.onWrite(next);
  };

  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return undefined;
    const editor = new DeskSquire(element, (foreign) =>
      nodesOf(readBlocks(purified(foreign), { spaces: false, picture: ownPicture }), document),
    );
    squire.current = editor;
    editor.setHTML(html);
    const { caret, begin, focused } = latest.current;
    if (caret !== null) {
      const lines = Array.from(element.children, (line) => line.textContent).join("\n");
      editor.setSelection(rangeInText(element, lines, caret.start, caret.end));
    } else if (begin === "start") editor.moveCursorToStart();
    else editor.moveCursorToEnd();
    if (caret?.focused ?? focused) editor.focus();
    editor.addEventListener("input", () => {
      emit();
      shortcuts.current.look();
    });
    for (const event of ["pathChange", "select", "cursor", "undoStateChange"]) {
      editor.addEventListener(event, () => redraw(null));
    }
    handle.current = {
      focus: () => editor.focus(),
      insert: (entry) => {
        const before = beforeCaret(element, getSelection())?.text ?? "";
        editor.insertHTML(/\S$/u.test(before) ? ` ${entry.html}` : entry.html);
        editor.focus();
      },
    };
    redraw(null);
    return () => {
      editor.destroy();
      squire.current = null;
    };
  }, []);

  // Sent, signed anew, or taken over from another page.
  useLayoutEffect(() => {
    if (html === written.current.html) return;
    written.current = { html, text: "" };
    squire.current?.setHTML(html);
    setEmpty(html === "");
  }, [html]);

  useEffect(() => {
    root.current?.setAttribute("contenteditable", String(!props.disabled));
  }, [props.disabled]);

  const menu = useShortcutMenu({
    before: () => root.current && (beforeCaret(root.current, getSelection())?.text ?? null),
    hold: (length) => {
      const range = root.current && beforeCaret(root.current, getSelection())?.last(length);
      const typed = range?.toString();
      return (entry) => {
        const editor = squire.current;
        if (editor === null) return;
        // What was typed meanwhile stays; the shortcut goes only where it still stands.
        if (range && range.toString() === typed) editor.remove(range);
        editor.insertHTML(entry.html);
        editor.focus();
      };
    },
  });
  const shortcuts = useRef(menu);
  shortcuts.current = menu;

  const act = (command: Command) => {
    const editor = squire.current;
    if (editor === null || props.disabled) return;
    if (command === "link") return setLinking(true);
    run(editor, command);
    editor.focus();
    redraw(null);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const editor = squire.current;
    if (editor === null || menu.onKeyDown(event) || event.isComposing) return;
    const command = commandOf(event);
    const enter = onEnter !== undefined && event.key === "Enter";
    if (command === null && !enter) return;
    if (enter && (event.ctrlKey || event.altKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (command !== null) act(command);
    else if (event.shiftKey) editor.splitBlock(false);
    else {
      emit();
      onEnter?.();
    }
  };

  return (
    <>
      {menu.menu}
      <span class="unseen" role="status">
        {menu.told}
      </span>
      <div
        ref={root}
        class={`${props.class} writing-text scroll`}
        role="textbox"
        aria-multiline="true"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-placeholder={props.placeholder}
        aria-disabled={props.disabled}
        spellcheck
        data-empty={empty}
        data-placeholder={props.placeholder}
        data-rows={props.rows}
        {...menu.attributes}
        onKeyDownCapture={onKeyDown}
        // A caret that moves tells nobody; the keys and presses that move it do.
        onKeyUp={menu.look}
        onClick={menu.look}
        onBlur={menu.close}
        onFocus={props.onFocus}
        onPasteCapture={(event) => {
          const data = event.clipboardData;
          if (data === null || data.files.length === 0 || data.getData("text/plain") !== "") return;
          event.preventDefault();
          event.stopPropagation();
          props.onFiles(Array.from(data.files));
        }}
      />
      <Toolbar squire={squire.current} label={words.tools} onCommand={act} />
      {linking && squire.current !== null && (
        <LinkForm squire={squire.current} onClose={() => setLinking(false)} />
      )}
    </>
  );
}
