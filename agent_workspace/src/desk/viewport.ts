/** The viewport: how many of the three panels stand beside one another. */

import { type ReadonlySignal, signal } from "@preact/signals";

/** The same widths as in shell.css: below, the context, then the rail, become drawers. */
const CONTEXT_FITS = "(min-width: 1200px)";
const RAIL_FITS = "(min-width: 800px)";

export class Viewport {
  readonly contextFits: ReadonlySignal<boolean> = follow(CONTEXT_FITS);
  readonly railFits: ReadonlySignal<boolean> = follow(RAIL_FITS);
}

function follow(query: string): ReadonlySignal<boolean> {
  const list = window.matchMedia(query);
  const fits = signal(list.matches);
  list.addEventListener("change", () => {
    fits.value = list.matches;
  });
  return fits;
}
