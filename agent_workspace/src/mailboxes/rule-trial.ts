/** What has become of a mail that was tried, in sentences. */

import type { Locale, RuleReading, TriedVoicemailRules } from "@parley/wire";
import type { TrialWords } from "~/mailboxes/trial-words";
import type { Refusal } from "~/transport/refusal";
import { dateAndTime } from "~/words/calendar";

/** Shown of every rule that was asked, found or not. */
const EXPECTED: readonly RuleReading["field"][] = [
  "number",
  "name",
  "duration",
  "time",
  "queue",
  "file",
];

export interface Row {
  readonly label: string;
  readonly value: string;
  /** Where it was read, empty where it was not found. */
  readonly from: string;
}

export function verdict({ rules }: TriedVoicemailRules, words: TrialWords): string {
  if (rules.length === 0) return words.noRules;
  const taking = rules.find((rule) => rule.miss === null);
  return taking === undefined ? words.notTaken : words.taken(taking.name);
}

/** The fields in the order of their labels; one that was not found says so. */
export function rows(
  readings: readonly RuleReading[],
  words: TrialWords,
  locale: Locale,
): readonly Row[] {
  if (readings.length === 0) return [];
  const more = readings.map(({ field }) => field).filter((field) => !EXPECTED.includes(field));
  return [...EXPECTED, ...more].map((field) => {
    const found = readings.find((reading) => reading.field === field);
    const label = words.fields[field];
    if (found === undefined) return { label, value: words.notFound, from: "" };
    const quote = found.quote === "" ? "" : ` ${words.quoted(found.quote)}`;
    return {
      label,
      value: understood(found, words, locale),
      from: `${words.sources[found.source]}${quote}`,
    };
  });
}

function understood({ field, value }: RuleReading, words: TrialWords, locale: Locale): string {
  if (field === "duration") return words.seconds(value);
  return field === "time" ? dateAndTime(value, locale) : value;
}

/** Why a mail could not be tried, and what to do about it. */
export function problem(error: Refusal, words: TrialWords): string {
  if (error.code === "too_large") return words.tooLarge;
  return error.code === "invalid" ? words.noMail : words.failed;
}
