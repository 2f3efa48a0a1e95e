/** Zones: what a clock on the wall shows somewhere, and which moment that is. */

/** A day and a time without a place: `2026-03-29`, `02:30`. */
export interface WallTime {
  readonly day: string;
  readonly time: string;
}

const MINUTE_MS = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone of this browser, by its IANA name. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone the browser knows, one's own first. */
export function zones(own: string): string[] {
  const others = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== own);
  return [own, ...others];
}

/** What the wall shows in `zone` at this moment. */
export function wallTime(at: number, zone: string): WallTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = value;
  const { year, month, day, hour, minute } = parts;
  return { day: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

/**
 * The moment at which the wall in `zone` shows this; null where it never does.
 *
 * A time a clock shows twice, when summer ends, is taken the first time.
 */
export function instantOf({ day, time }: WallTime, zone: string): number | null {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // No zone is further than 15 hours from UTC; its offset a day around tells both candidates.
  const candidates = [asUtc - 864e5, asUtc + 864e5].map((near) => asUtc - offsetAt(near, zone));
  const right = candidates.filter((at) => {
    const shown = wallTime(at, zone);
    return shown.day === day && shown.time === time;
  });
  return right.length === 0 ? null : Math.min(...right);
}

/** The moment as RFC 3339 writes it in `zone`: `2026-03-02T10:00:00+01:00` (section 5.6). */
export function rfc3339(at: number, zone: string): string {
  const { day, time } = wallTime(at, zone);
  const minutes = Math.round(offsetAt(at, zone) / MINUTE_MS);
  const two = (n: number) => String(n).padStart(2, "0");
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${day}T${time}:00${minutes < 0 ? "-" : "+"}${two(hours)}:${two(rest)}`;
}

function offsetAt(at: number, zone: string): number {
  const whole = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const { day, time } = wallTime(whole, zone);
  return Date.parse(`${day}T${time}:00Z`) - whole;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  return format;
}
