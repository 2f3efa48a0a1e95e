/** A month as a calendar shows it: whole weeks from Monday, days as `2026-03-29`. */

const DAY_MS = 864e5;

/** Six weeks at most, each of seven days; those of the months around fill it up. */
export function weeksOf(day: string): string[][] {
  const first = Date.parse(`${day.slice(0, 7)}-01T00:00Z`);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY_MS;
  const weeks: string[][] = [];
  for (let start = monday; start < first || sameMonth(start, first); start += 7 * DAY_MS) {
    weeks.push(Array.from({ length: 7 }, (_, at) => keyOf(start + at * DAY_MS)));
  }
  return weeks;
}

export function addDays(day: string, days: number): string {
  return keyOf(Date.parse(`${day}T00:00Z`) + days * DAY_MS);
}

/** The same day of another month, or that month's last where it is shorter. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return keyOf(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** Monday is 0. */
export function weekday(day: string): number {
  return (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;
}

/** Where a key of the calendar leads from `day`; null where it is none. */
export function moved(day: string, key: string): string | null {
  switch (key) {
    case "ArrowLeft":
      return addDays(day, -1);
    case "ArrowRight":
      return addDays(day, 1);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "Home":
      return addDays(day, -weekday(day));
    case "End":
      return addDays(day, 6 - weekday(day));
    case "PageUp":
      return addMonths(day, -1);
    case "PageDown":
      return addMonths(day, 1);
    default:
      return null;
  }
}

function sameMonth(one: number, other: number): boolean {
  return keyOf(one).slice(0, 7) === keyOf(other).slice(0, 7);
}

function keyOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
