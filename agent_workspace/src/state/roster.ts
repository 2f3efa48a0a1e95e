/** The roster: agents a supervisor may see, completed by changes. */

import type { RosterAgent } from "@parley/wire";

/** `agents` carries everybody first, then only those who changed. */
export function mergeRoster(
  held: readonly RosterAgent[],
  changed: readonly RosterAgent[],
): RosterAgent[] {
  const byId = new Map(held.map((entry) => [entry.id, entry]));
  for (const entry of changed) byId.set(entry.id, entry);
  return [...byId.values()].sort((one, other) => one.name.localeCompare(other.name));
}
