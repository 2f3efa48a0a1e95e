/** The dictionaries by language, and the first guess before preferences arrive. */

import type { Locale } from "@parley/wire";
import { en, type Words } from "~/words/en";
import { fr } from "~/words/fr";

export const DICTIONARIES: Record<Locale, Words> = { en, fr };

export function guessLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const base = language.toLowerCase().split("-")[0];
    if (base === "fr" || base === "en") return base;
  }
  return "en";
}
