/** Durations in compact units, as an agent reads them at a glance (STA-004). */

import type { Words } from "~/words/en";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** The two largest units: `45s`, `3m 20s`, `2h 5m`, `1w 4d`. */
export function compact(seconds: number, units: Words["units"]): string {
  const whole = Math.max(0, Math.floor(seconds));
  const part = (amount: number, unit: string) => `${amount}${units.gap}${unit}`;
  const pair = (big: number, bigUnit: string, small: number, smallUnit: string) =>
    small === 0 ? part(big, bigUnit) : `${part(big, bigUnit)} ${part(small, smallUnit)}`;
  if (whole < MINUTE) return part(whole, units.second);
  if (whole < HOUR) {
    return pair(Math.floor(whole / MINUTE), units.minute, whole % MINUTE, units.second);
  }
  if (whole < DAY) {
    return pair(
      Math.floor(whole / HOUR),
      units.hour,
      Math.floor((whole % HOUR) / MINUTE),
      units.minute,
    );
  }
  if (whole < WEEK) {
    return pair(Math.floor(whole / DAY), units.day, Math.floor((whole % DAY) / HOUR), units.hour);
  }
  return pair(Math.floor(whole / WEEK), units.week, Math.floor((whole % WEEK) / DAY), units.day);
}

/** The largest unit alone where a second more or less does not matter: `20s`, `3m`, `2h`. */
export function coarse(seconds: number, units: Words["units"]): string {
  const whole = Math.max(0, Math.floor(seconds));
  return compact(whole < MINUTE ? whole : whole - (whole % MINUTE), units).split(" ")[0] as string;
}

/** A clock that counts: `0:07`, `12:40`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  return whole < HOUR
    ? `${minutes}:${two(whole % MINUTE)}`
    : `${Math.floor(whole / HOUR)}:${two(minutes)}:${two(whole % MINUTE)}`;
}
