/** An appointment for a call: a day and a time somewhere, and whether they can be. */

import { addDays } from "~/callback/month";
import { instantOf, type WallTime, wallTime } from "~/callback/zones";

export interface Appointment extends WallTime {
  readonly zone: string;
}

export type Preset = "hour" | "tomorrow" | "week";

const HOUR_MS = 36e5;
const FIVE_MINUTES_MS = 300_000;

/** What one press proposes; round figures are easier to say on the telephone. */
export function preset(name: Preset, now: number, zone: string): Appointment {
  const round = Math.ceil(now / FIVE_MINUTES_MS) * FIVE_MINUTES_MS;
  if (name === "hour") return { ...wallTime(round + HOUR_MS, zone), zone };
  const { day, time } = wallTime(round, zone);
  // By the calendar, not by hours: "same time" holds where the clocks change in between.
  return { day: addDays(day, name === "week" ? 7 : 1), time, zone };
}

export type Impossible = "noTime" | "skipped" | "past";

/** When it is; or why it cannot be. */
export function momentOf(appointment: Appointment, now: number): number | Impossible {
  if (!/^\d\d:\d\d$/.test(appointment.time)) return "noTime";
  const at = instantOf(appointment, appointment.zone);
  if (at === null) return "skipped";
  return at <= now ? "past" : at;
}
