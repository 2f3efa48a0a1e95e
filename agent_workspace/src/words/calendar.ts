/** Dates, times and sizes in the reader's language. */

import type { Locale } from "@parley/wire";
import type { Words } from "~/words/en";

const TAGS: Record<Locale, string> = { en: "en-GB", fr: "fr-FR" };

export function timeOfDay(at: string, locale: Locale): string {
  return new Intl.DateTimeFormat(TAGS[locale], { hour: "2-digit", minute: "2-digit" }).format(
    new Date(at),
  );
}

/** The calendar day a moment falls on here, as a key that sorts. */
export function dayKey(at: string): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Today, yesterday, or the date in full. */
export function dayName(at: string, now: number, locale: Locale, words: Words): string {
  const day = dayKey(at);
  const instant = new Date(now);
  if (day === dayKey(instant.toISOString())) return words.chat.today;
  instant.setDate(instant.getDate() - 1);
  if (day === dayKey(instant.toISOString())) return words.chat.yesterday;
  return new Intl.DateTimeFormat(TAGS[locale], {
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(new Date(at));
}

/** Day and time in full, for what may be years old. */
export function dateAndTime(at: string, locale: Locale): string {
  return new Intl.DateTimeFormat(TAGS[locale], {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));
}

/** As short as the moment allows: the time today, the day this year, else the date. */
export function shortMoment(at: string, now: number, locale: Locale): string {
  if (dayKey(at) === dayKey(new Date(now).toISOString())) return timeOfDay(at, locale);
  const date = new Date(at);
  const year =
    date.getFullYear() === new Date(now).getFullYear() ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(TAGS[locale], { day: "numeric", month: "short", ...year }).format(
    date,
  );
}

/** A file's size with one decimal at most; from ten units on in whole ones, never rounded up. */
export function fileSize(bytes: number, locale: Locale): string {
  const [amount, unit] =
    bytes >= 1e6
      ? [bytes / 1e6, "megabyte"]
      : bytes >= 1e3
        ? [bytes / 1e3, "kilobyte"]
        : [bytes, "byte"];
  return new Intl.NumberFormat(TAGS[locale], {
    style: "unit",
    unit,
    unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount < 10 ? amount : Math.trunc(amount));
}

/** A calendar day such as `2026-03-29`, in full. */
export function dayInFull(day: string, locale: Locale): string {
  return dayFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" })(
    day,
  );
}

export function monthName(day: string, locale: Locale): string {
  return dayFormat(locale, { month: "long", year: "numeric" })(day);
}

/** The days of the week, Monday first. */
export function weekdayNames(locale: Locale): { short: string; long: string }[] {
  // The first of June 2026 is a Monday.
  return Array.from({ length: 7 }, (_, at) => {
    const day = `2026-06-0${at + 1}`;
    return {
      short: dayFormat(locale, { weekday: "short" })(day),
      long: dayFormat(locale, { weekday: "long" })(day),
    };
  });
}

/** Day and time as they are where `zone` is, with the day of the week. */
export function momentThere(at: number, zone: string, locale: Locale): string {
  return new Intl.DateTimeFormat(TAGS[locale], {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}

/** A zone as its people call it: `Paris`, `New York`. */
export function zoneName(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

function dayFormat(locale: Locale, options: Intl.DateTimeFormatOptions): (day: string) => string {
  const format = new Intl.DateTimeFormat(TAGS[locale], { ...options, timeZone: "UTC" });
  return (day) => format.format(new Date(`${day}T00:00Z`));
}
