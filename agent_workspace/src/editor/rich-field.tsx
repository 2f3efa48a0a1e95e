/** The editor: formatted text with its tools, the shortcuts of the knowledge base inside. */

import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import "~/editor/editor.css";
import { useDesk } from "~/desk/desk-context";
import { randomId } from "~/desk/random-id";
import { writtenOf } from "~/editor/block-html";
import { nodesOf } from "~/editor/block-nodes";
import { beforeCaret, rangeInText } from "~/editor/caret";
import { ClosedText } from "~/editor/closed-text";
import { type Command, commandOf, run } from "~/editor/commands";
import { choosePictures, type GivenFiles, givenFiles } from "~/editor/given-files";
import { LinkForm } from "~/editor/link-form";
import { PictureForm } from "~/editor/picture-form";
import { PictureIntake } from "~/editor/picture-intake";
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
  const desk = useDesk();
  const words = desk.words.value.editor;
  const { html, handle, onEnter } = props;
  const root = useRef<HTMLDivElement>(null);
  const squire = useRef<DeskSquire | null>(null);
  const written = useRef({ html, text: "" });
  const latest = useRef(props);
  latest.current = props;
  const [linking, setLinking] = useState(false);
  const [described, setDescribed] = useState<HTMLImageElement | null>(null);
  const [empty, setEmpty] = useState(html === "");
  const [, redraw] = useReducer((count: number, _: null) => count + 1, 0);

  const intake = useMemo(
    () =>
      new PictureIntake({
        add: (file) => desk.pictures.add(file).done,
        copy: (url) => desk.pictures.copy(url),
        explain: (error) => desk.explain(error),
        lost: () => desk.toasts.say(desk.words.peek().editor.pictureLost, "problem"),
        unnamed: () => desk.words.peek().editor.picture,
        onSettled: () => settle.current(),
        newId: randomId,
      }),
    [desk],
  );

  const emit = () => {
    const element = root.current;
    if (element === null) return;
    intake.mend(element);
    const next = writtenOf(
      readBlocks(element, { spaces: true, picture: (image) => intake.shown(image) }),
    );
    setEmpty(isEmpty(element));
    if (next.html === written.current.html && next.text === written.current.text) return;
    written.current = next;
    latest.current.onWrite(next);
  };

  const closed = useRef(new Map<ClosedText, () => void>());
  const settle = useRef(emit);
  settle.current = () => {
    emit();
    for (const [text, unwatch] of closed.current) {
      if (text.settle()) {
        closed.current.delete(text);
        unwatch();
      }
    }
  };

  /** Keeps a text whose pictures come when it is shown no more. */
  const leave = (left: HTMLElement) => {
    if (!intake.waits(left)) return;
    const { draft } = latest.current;
    closed.current.set(
      new ClosedText(left, written.current.html, intake, draft),
      desk.coming.watch(draft.id, () => intake.waits(left)),
    );
  };

  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return undefined;
    const editor = new DeskSquire(element, (foreign) =>
      nodesOf(
        readBlocks(purified(foreign), { spaces: false, picture: (image) => intake.foreign(image) }),
        document,
      ),
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
    const unwatch = desk.coming.watch(props.draft.id, () => intake.waits(element));
    return () => {
      editor.destroy();
      squire.current = null;
      leave(element);
      unwatch();
    };
  }, []);

  // Sent, signed anew, or taken over from another page.
  useLayoutEffect(() => {
    if (html === written.current.html) return;
    if (root.current !== null) leave(root.current.cloneNode(true) as HTMLElement);
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
    if (command === "picture") {
      const image = selectedPicture(editor);
      return image === null
        ? choosePictures((files) => take({ pictures: files, others: [] }))
        : setDescribed(image);
    }
    run(editor, command);
    editor.focus();
    redraw(null);
  };

  const take = ({ pictures, others }: GivenFiles) => {
    const editor = squire.current;
    if (editor === null) return;
    for (const file of pictures) {
      const { src, alt, pending } = intake.chosen(file);
      editor.insertImage(src, { alt, "data-pending": pending ?? "" });
    }
    if (others.length > 0) props.onFiles(others);
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
          const given = givenFiles(event.clipboardData, false);
          if (given === null) return;
          event.preventDefault();
          event.stopPropagation();
          take(given);
        }}
        onDropCapture={(event) => {
          const given = givenFiles(event.dataTransfer, true);
          if (given === null || given.pictures.length === 0) return;
          event.preventDefault();
          take(given);
        }}
        onMouseUp={({ target }) => {
          if (target instanceof HTMLImageElement && !target.dataset.pending) setDescribed(target);
        }}
      />
      <Toolbar squire={squire.current} label={words.tools} onCommand={act} />
      {described !== null && (
        <PictureForm
          image={described}
          onClose={(change) => {
            squire.current?.saveUndoState();
            change?.();
            setDescribed(null);
            squire.current?.focus();
          }}
        />
      )}
      {linking && squire.current !== null && (
        <LinkForm squire={squire.current} onClose={() => setLinking(false)} />
      )}
    </>
  );
}

/** The picture that is selected and nothing else is, or null. */
function selectedPicture(editor: DeskSquire): HTMLImageElement | null {
  const range = editor.getSelection();
  if (range.collapsed || range.toString().trim() !== "") return null;
  const images = Array.from(editor.getRoot().querySelectorAll("img"));
  const selected = images.filter((image) => range.intersectsNode(image));
  return selected.length === 1 ? (selected[0] ?? null) : null;
}

/** Whether there is one line with nothing in it, neither a mark of a list nor a picture. */
function isEmpty(root: HTMLElement): boolean {
  const first = root.firstElementChild;
  if (root.children.length > 1 || root.querySelector("img, hr") !== null) return false;
  return (first === null || first.localName === "div") && root.textContent === "";
}
