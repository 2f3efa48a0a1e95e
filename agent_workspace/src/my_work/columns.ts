/** Columns: which conversations stand side by side, without ever shuffling those that stay. */

/**
 * The columns after `shown` is asked for: it takes a free place, else the active one's.
 *
 * `fit` is how many columns there is room for; what is no longer open leaves its place.
 */
export function arrange(
  columns: readonly string[],
  open: readonly string[],
  shown: string | null,
  active: string | null,
  fit: number,
): string[] {
  let kept = columns.filter((id) => open.includes(id));
  if (shown !== null && open.includes(shown) && !kept.includes(shown)) {
    const place = active === null ? -1 : kept.indexOf(active);
    if (kept.length < fit || place < 0) kept = [...kept.slice(0, Math.max(0, fit - 1)), shown];
    else kept = kept.map((id) => (id === active ? shown : id));
  }
  if (kept.length > fit) {
    const needed = shown ?? active;
    const others = kept.filter((id) => id !== needed).slice(0, Math.max(0, fit - 1));
    kept = kept.filter((id) => id === needed || others.includes(id));
  }
  for (const id of open) {
    if (kept.length >= fit) break;
    if (!kept.includes(id)) kept = [...kept, id];
  }
  return kept;
}
