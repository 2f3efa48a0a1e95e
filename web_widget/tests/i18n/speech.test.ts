/** Both languages say the same things, each in its own way (CHT-029). */
import { describe, expect, it } from "vitest";
import { chooseLanguage, speechIn } from "../../src/i18n";
import { en } from "../../src/i18n/en";
import { fr } from "../../src/i18n/fr";

it.each([
  [["fr-CA", "en"], ["en", "fr"], "fr"],
  [["de", "fr"], ["en", "fr"], "fr"],
  [["de"], ["fr"], "fr"],
  [["fr"], ["en"], "en"],
  [["de"], [], "en"],
  [[], ["xx"], "en"],
  [["FR"], [], "fr"],
] as const)("%j where %j are allowed: %s", (wanted, allowed, chosen) => {
  expect(chooseLanguage(wanted, allowed)).toBe(chosen);
});

describe("an estimate", () => {
  const english = speechIn("en");
  const french = speechIn("fr");
  it.each([
    [5, "less than a minute", "moins d’une minute"],
    [60, "about 1 minute", "1\u00a0minute environ"],
    [61, "about 2 minutes", "2\u00a0minutes environ"],
    [700, "about 15 minutes", "15\u00a0minutes environ"],
    [3_601, "more than an hour", "plus d’une heure"],
  ])("of %d s is no more exact than it deserves", (seconds, inEnglish, inFrench) => {
    expect(english.duration(seconds)).toBe(inEnglish);
    expect(french.duration(seconds)).toBe(inFrench);
  });
});

it("counts as each language does", () => {
  expect([en.unread(0), en.unread(1), en.unread(2)]).toEqual([
    "0 unread messages",
    "1 unread message",
    "2 unread messages",
  ]);
  expect([fr.unread(0), fr.unread(1), fr.unread(2)]).toEqual([
    "0\u00a0message non lu",
    "1\u00a0message non lu",
    "2\u00a0messages non lus",
  ]);
});

it("says how large a file is", () => {
  const sizes = [5, 999, 1_500, 42_000, 1_250_000];
  expect(sizes.map(speechIn("en").size)).toEqual([
    "5 byte",
    "999 byte",
    "1.5 kB",
    "42 kB",
    "1.3 MB",
  ]);
  expect(speechIn("fr").size(1_250_000)).toBe("1,3\u202fMo");
});

it("names days as people do", () => {
  const now = new Date(2026, 10, 20, 12);
  const at = (days: number) => new Date(2026, 10, 20 + days, 9, 5).toISOString();
  const { day, moment } = speechIn("fr");
  expect([day(at(0), now), day(at(-1), now), day(at(-2), now)]).toEqual([
    "Aujourd’hui",
    "Hier",
    "mercredi 18 novembre",
  ]);
  expect([moment(at(0), now), moment(at(3), now), moment(at(9), now)]).toEqual([
    "aujourd’hui à 09:05",
    "lundi à 09:05",
    "dimanche 29 novembre à 09:05",
  ]);
});

describe("French typography", () => {
  const sentences = Object.values(fr).flatMap((words) =>
    typeof words === "string" ? [words] : [],
  );
  it("keeps ? ! ; and : with their word, and uses the right apostrophe", () => {
    for (const sentence of sentences) {
      expect(sentence).not.toMatch(/[^\u202f][?!;]/);
      expect(sentence).not.toMatch(/[^\u00a0]:/);
      expect(sentence).not.toContain("'");
    }
  });
});
