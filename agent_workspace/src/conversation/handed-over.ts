/** What was said before a person came: the part of a log that the answer bot led. */

import type { Message, PersonWhy } from "@parley/wire";

export interface BotPart {
  /** Up to the words that called a person. */
  readonly before: readonly Message[];
  readonly after: readonly Message[];
}

/** Parts the log where the bot called a person; null: it did not, or that is not loaded. */
export function partedAtHandOver(messages: readonly Message[]): BotPart | null {
  const place = messages.findIndex(({ did }) => did === "handed_over");
  if (place < 0) return null;
  return { before: messages.slice(0, place + 1), after: messages.slice(place + 1) };
}

export interface BotWork {
  readonly answers: number;
  readonly misses: number;
  readonly asked: number;
  readonly why: PersonWhy;
  /** What the customer came with, on one line. */
  readonly topic: string;
}

/** Tells in short what the bot has tried. */
export function workOf(before: readonly Message[]): BotWork {
  const count = (did: Message["did"]) => before.filter((message) => message.did === did).length;
  const why = before.at(-1)?.because ?? "wanted";
  // The question that missed last is not a line of the bot's: its answer was the hand-over.
  const misses = count("miss") + (why === "missed" ? 1 : 0);
  const first = before.find(({ from }) => from === "customer");
  const topic = (first?.text ?? "").replace(/\s+/g, " ").trim();
  return { answers: count("answer"), misses, asked: count("ask"), why, topic };
}
