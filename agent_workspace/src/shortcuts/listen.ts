/** Listening for shortcuts, from anywhere on the page. */

import type { Desk } from "~/desk/desk";
import { SHORTCUTS } from "~/shortcuts/shortcuts";

export function listenForShortcuts(desk: Desk): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || desk.state.value.me === null) return;
    // A dialog is answered first; only the palette may replace another one.
    const shortcut = SHORTCUTS.find((one) => one.matches(event) && one.exists?.(desk) !== false);
    if (shortcut === undefined) return;
    if (
      desk.view.dialog.value !== null &&
      !["accept", "reject", "palette"].includes(shortcut.name)
    ) {
      return;
    }
    event.preventDefault();
    shortcut.run(desk, event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) desk.view.drawer.value = null;
  });
}
