/** What is shown in a row that scrolls, brought where it is seen. */

/** A `ref` for the one that is shown; nothing moves if it is in view already. */
export function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
