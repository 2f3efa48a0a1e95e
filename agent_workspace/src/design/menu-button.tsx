/** A menu button by the ARIA practice: arrows move, typing jumps, Escape returns the focus. */

import type { ComponentChildren, CSSProperties } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export interface MenuButtonProps {
  readonly menuLabel: string;
  readonly class?: string;
  readonly menuClass?: string;
  /** The button's name where its face may be an icon alone. */
  readonly name?: string;
  readonly style?: CSSProperties;
  readonly face: ComponentChildren;
  /** The menu's items; each is a button with a menuitem role, `tabIndex={-1}`. */
  readonly children: ComponentChildren;
}

export function MenuButton(props: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  const items = () =>
    Array.from(root.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? []);
  const close = (refocus: boolean) => {
    setOpen(false);
    if (refocus) button.current?.focus();
  };

  useLayoutEffect(() => {
    if (!open) return undefined;
    const all = items();
    (all.find((item) => item.ariaChecked === "true") ?? all[0])?.focus();
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);

  const onButtonKey = (event: KeyboardEvent) => {
    if (open || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    setOpen(true);
  };

  const onMenuKey = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const move = (index: number) => {
      event.preventDefault();
      all[(index + all.length) % all.length]?.focus();
    };
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Home") move(0);
    else if (event.key === "End") move(all.length - 1);
    else if (event.key === "Tab") close(false);
    else if (event.key === "Escape") {
      event.stopPropagation();
      close(true);
    } else if (event.key.length === 1 && !event.altKey && !event.ctrlKey) {
      const wanted = event.key.toLocaleLowerCase();
      const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      rest.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(wanted))?.focus();
    }
  };

  return (
    <div class="menu-anchor" ref={root}>
      <button
        ref={button}
        type="button"
        class={props.class ?? "button"}
        style={props.style}
        aria-label={props.name}
        title={props.name}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={onButtonKey}
      >
        {props.face}
      </button>
      {open && (
        <div
          class={props.menuClass ?? "menu"}
          role="menu"
          tabIndex={-1}
          aria-label={props.menuLabel}
          onClick={() => close(true)}
          onKeyDown={onMenuKey}
        >
          {props.children}
        </div>
      )}
    </div>
  );
}
