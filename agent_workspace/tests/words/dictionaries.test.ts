import { describe, expect, it } from "vitest";
import { TRIAL } from "~/mailboxes/trial-words";
import { guessLocale } from "~/words/dictionary";
import { en } from "~/words/en";
import { botPart as englishBotPart } from "~/words/en/bot-part";
import { keeping as englishKeeping } from "~/words/en/keeping";
import { fr } from "~/words/fr";
import { botPart as frenchBotPart } from "~/words/fr/bot-part";
import { keeping as frenchKeeping } from "~/words/fr/keeping";

/** Every sentence by its path; functions are called with samples that read as text or number, so that their words count too. */
function sentences(words: unknown, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  const add = (key: string, value: unknown) => {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") found.set(here, value);
    else if (typeof value === "function") found.set(here, String(value("3", "x", "y", "4")));
    else for (const [inner, text] of sentences(value, here)) found.set(inner, text);
  };
  for (const [key, value] of Object.entries(words as object)) add(key, value);
  return found;
}

const english = sentences({
  ...en,
  botPart: englishBotPart,
  keeping: englishKeeping,
  trial: TRIAL.en,
});
const french = sentences({
  ...fr,
  botPart: frenchBotPart,
  keeping: frenchKeeping,
  trial: TRIAL.fr,
});
/** Set by the pattern of the sentence itself: these carry no words to translate. */
const SAME = new Set(["chat.bot"]);

describe("the dictionaries", () => {
  it("hold the same sentences", () => {
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("take the same number of values in each sentence", () => {
    const arity = (words: unknown): unknown =>
      typeof words === "function"
        ? words.length
        : typeof words === "object" && words !== null
          ? Object.fromEntries(Object.entries(words).map(([key, value]) => [key, arity(value)]))
          : 0;
    expect(arity(fr)).toEqual(arity(en));
  });

  it.each([...french].filter(([path]) => !SAME.has(path)))(
    "%s keeps French punctuation off its word by a no-break space",
    (_, text) => {
      expect(text).not.toMatch(/[^\s\u00a0\u202f][;!?»]/u);
      expect(text).not.toMatch(/ [:;!?»]/u);
      expect(text).not.toMatch(/« /u);
      expect(text).not.toContain("'");
    },
  );

  it.each([
    [0, "0 unread messages", "0\u00a0message non lu"],
    [1, "1 unread message", "1\u00a0message non lu"],
    [2, "2 unread messages", "2\u00a0messages non lus"],
  ])("count %d the way each language does", (count, inEnglish, inFrench) => {
    expect(en.work.unread(count)).toBe(inEnglish);
    expect(fr.work.unread(count)).toBe(inFrench);
  });
});

describe("the first language", () => {
  it.each([
    [["fr-CA", "en"], "fr"],
    [["de", "fr"], "fr"],
    [["de"], "en"],
    [[], "en"],
  ])("for %j is %s", (languages, locale) => {
    expect(guessLocale(languages)).toBe(locale);
  });
});

it.each([en, fr])(
  "two buttons of a mail that do different things have different names",
  (words) => {
    const { reply, replyAll, forward, followUp } = words.mail;
    const { transfer, end } = words.chat;
    const names = [reply, replyAll, forward, followUp, transfer, end];
    expect(new Set(names).size).toBe(names.length);
  },
);
