/** The reader's language: its words, its dates, its figures. */
import { en, type Words } from "./en";
import { fr } from "./fr";

export type Language = "en" | "fr";
export type { Words };

const DICTIONARIES: Record<Language, Words> = { en, fr };

const UNITS = [
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
] as const;

/** The first wanted language that we speak and the site allows; else the site's first, else English. */
export function chooseLanguage(wanted: readonly string[], allowed: readonly string[]): Language {
  const speak = (tag: string): tag is Language => tag in DICTIONARIES;
  const offered = allowed.filter(speak);
  const open = offered.length > 0 ? offered : (Object.keys(DICTIONARIES) as Language[]);
  const asked = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return asked.filter(speak).find((tag) => open.includes(tag)) ?? open[0] ?? "en";
}

export interface Speech {
  language: Language;
  words: Words;
  time(at: string): string;
  /** A day as a heading: today, yesterday, or the date. */
  day(at: string, now: Date): string;
  /** A coming moment: the day as people name it, and the time. */
  moment(at: string, now: Date): string;
  /** An honest estimate, never more exact than it deserves. */
  duration(seconds: number): string;
  size(bytes: number): string;
}

/** The reader's own variety of a language: half past one is `13:30` in `en-GB`, not in `en-US`. */
export function varietyOf(language: Language): string {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}

export function speechIn(language: Language, variety: string = language): Speech {
  const words = DICTIONARIES[language];
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(variety, options);
  const time = format({ timeStyle: "short" });
  const date = format({ weekday: "long", day: "numeric", month: "long" });
  const weekday = format({ weekday: "long" });
  return {
    language,
    words,
    time: (at) => time.format(new Date(at)),
    day(at, now) {
      const days = dayNumber(now) - dayNumber(new Date(at));
      if (days === 0) return words.today;
      return days === 1 ? words.yesterday : date.format(new Date(at));
    },
    moment(at, now) {
      const then = new Date(at);
      const days = dayNumber(then) - dayNumber(now);
      const day =
        days === 0
          ? words.today.toLocaleLowerCase(language) // as a heading it began with a capital
          : (days < 7 ? weekday : date).format(then);
      return words.atTime(day, time.format(then));
    },
    duration(seconds) {
      if (seconds < 60) return words.lessThanAMinute;
      if (seconds > 3_600) return words.moreThanAnHour;
      const minutes = Math.ceil(seconds / 60);
      return words.aboutMinutes(minutes <= 10 ? minutes : Math.ceil(minutes / 5) * 5);
    },
    size(bytes) {
      const [unit, scale] = UNITS.find(([, least]) => bytes >= least) ?? (["byte", 1] as const);
      const value = bytes / scale;
      return new Intl.NumberFormat(language, {
        style: "unit",
        unit,
        maximumFractionDigits: value < 10 ? 1 : 0,
      }).format(value);
    },
  };
}

/** Days since the epoch in the reader's own time zone. */
function dayNumber(date: Date): number {
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}
