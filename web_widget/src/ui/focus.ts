/** Where the keyboard goes after something happened. */

/** Puts the focus on the first answer that is wrong, once the fault is on the screen. */
export function focusFirstFault(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}
