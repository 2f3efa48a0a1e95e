/** How much each oddity of a mail matters to who reads it. */

export type Weight = "alarm" | "loss" | "note";

export interface WeighedFlag {
  readonly flag: string;
  readonly weight: Weight;
}

/** Somebody may be posing as somebody else. */
const ALARMS = new Set([
  "two_senders",
  "name_holds_address",
  "reply_elsewhere",
  "sender_not_from",
  "no_sender",
]);
/** Curious, but nothing is missing and nobody is deceived. */
const NOTES = new Set([
  "addresses_capped",
  "bad_encoded_word",
  "calendar",
  "embedded_message",
  "guessed_charset",
  "long_subject",
  "missing_headers",
  "no_date",
  "signed",
  "tnef",
  "two_message_ids",
  "uuencoded",
]);
const ORDER: readonly Weight[] = ["alarm", "loss", "note"];

/** What may deceive first, then what may be missing, then what is merely odd; each once. */
export function sortedFlags(flags: readonly string[]): WeighedFlag[] {
  return [...new Set(flags)]
    .map((flag) => ({ flag, weight: weightOf(flag) }))
    .sort((one, other) => ORDER.indexOf(one.weight) - ORDER.indexOf(other.weight));
}

/** An oddity this desk does not know yet is told like a loss: better once too often. */
function weightOf(flag: string): Weight {
  return ALARMS.has(flag) ? "alarm" : NOTES.has(flag) ? "note" : "loss";
}
