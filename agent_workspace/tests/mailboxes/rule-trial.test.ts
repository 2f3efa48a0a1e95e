/** A supervisor reads which rule takes a mail, what it has read, and from where. */
import type { TriedVoicemailRule } from "@parley/wire";
import { expect, it } from "vitest";
import { problem, rows, verdict } from "~/mailboxes/rule-trial";
import { TRIAL } from "~/mailboxes/trial-words";
import { Refusal } from "~/transport/refusal";

const RULE: TriedVoicemailRule = {
  name: "pbx",
  mailbox: "support",
  miss: null,
  senders: [],
  readings: [
    { field: "box", value: "2001", source: "subject", quote: "mailbox 2001" },
    { field: "duration", value: "65", source: "text", quote: "1:05 long" },
    { field: "queue", value: "voice", source: "rule", quote: "" },
  ],
};
const OTHER: TriedVoicemailRule = { ...RULE, name: "other", miss: "sender", readings: [] };

it.each([
  [[], "There is no rule yet."],
  [[OTHER], "No rule takes this mail."],
  [[OTHER, RULE], "The rule “pbx” takes this mail"],
])("the verdict of %o begins with %s", (rules, said) => {
  const trial = { sender: "pbx@shop.example", subject: "", rules };
  expect(verdict(trial, TRIAL.en)).toContain(said);
});

it("each field says where it was read, and one that was not found says so", () => {
  expect(rows(RULE.readings, TRIAL.fr, "fr")).toEqual([
    { label: "Numéro", value: "introuvable", from: "" },
    { label: "Nom", value: "introuvable", from: "" },
    { label: "Durée", value: "65\u00a0s", from: "dans le texte «\u00a01:05 long\u00a0»" },
    { label: "Heure", value: "introuvable", from: "" },
    { label: "File", value: "voice", from: "dans la règle" },
    { label: "Fichier", value: "introuvable", from: "" },
    { label: "Boîte appelée", value: "2001", from: "dans l’objet «\u00a0mailbox 2001\u00a0»" },
  ]);
  expect(rows([], TRIAL.en, "en")).toEqual([]);
});

it.each([
  ["invalid", TRIAL.en.noMail],
  ["too_large", TRIAL.en.tooLarge],
  ["no_connection", TRIAL.en.failed],
])("what is refused as %s is said in plain words", (code, said) => {
  expect(problem(new Refusal({ code, message: "" }), TRIAL.en)).toBe(said);
});
