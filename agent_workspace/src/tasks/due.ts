/** Due moments: between the wire's UTC and the clock on the wall. */

/** What a field for local date and time holds: `2026-11-21T14:30`. */
export function localField(at: string | null): string {
  if (at === null) return "";
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment a field for local date and time means, or null where it is empty. */
export function momentOf(field: string): string | null {
  const date = new Date(field);
  return field === "" || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The beginning of a day here, or of the day after it. */
export function dayBounds(day: string): { from: string; until: string } | null {
  const from = new Date(`${day}T00:00`);
  if (day === "" || Number.isNaN(from.getTime())) return null;
  const until = new Date(from);
  until.setDate(until.getDate() + 1);
  return { from: from.toISOString(), until: until.toISOString() };
}
