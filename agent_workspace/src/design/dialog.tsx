/** A modal dialog on the native element: focus inside, Escape closes, focus returns. */

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useWords } from "~/desk/desk-context";

export interface DialogProps {
  readonly title: string;
  readonly wide?: boolean;
  /** There is only text in it: the keys scroll it once it has the focus itself. */
  readonly toRead?: boolean;
  readonly onClose: () => void;
  readonly onSubmit?: () => void;
  readonly footer?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Dialog({ title, wide, toRead, onClose, onSubmit, footer, children }: DialogProps) {
  const words = useWords();
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement as HTMLElement | null;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      dialog?.close();
      if (before?.isConnected) before.focus();
    };
  }, []);

  const body = (
    <>
      <header>
        <h2 id={titleId}>{title}</h2>
        <button
          type="button"
          class="button quiet icon-only"
          aria-label={words.close}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="dialog-content scroll" tabIndex={toRead ? 0 : undefined}>
        {children}
      </div>
      {footer !== undefined && <footer>{footer}</footer>}
    </>
  );

  return (
    <dialog
      ref={element}
      class={wide ? "dialog wide" : "dialog"}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      {onSubmit === undefined ? (
        <div class="dialog-body">{body}</div>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {body}
        </form>
      )}
    </dialog>
  );
}
