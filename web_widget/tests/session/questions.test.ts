/** The form before a chat asks what the site wants and no more (CHT-003, CHT-004). */
import type { Prechat, Session } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { knownFrom, withMet } from "../../src/session/known";
import { answersFrom, faultOf, questionsOf, startWith } from "../../src/session/questions";

const NOBODY = { name: "", email: "", verified: false };
const PRECHAT: Prechat = {
  name: "require",
  email: "allow",
  account_number: "off",
  case_number: "off",
  fields: [
    { key: "order", label: "Order number", kind: "number", mode: "require" },
    { key: "colour", label: "Colour", kind: "text", mode: "off" },
  ],
};
const questions = questionsOf(PRECHAT, NOBODY);

it("asks nobody for what the site has signed", () => {
  const asked = (met: Session["known"]) => questionsOf(PRECHAT, met).map(({ path }) => path);
  const dana = { name: "Dana", email: "" };
  expect(asked({ ...dana, verified: true })).toEqual(["email", "fields.order"]);
  expect(asked({ ...dana, verified: false })).toEqual(["name", "email", "fields.order"]);
});

it("fills in what was said before, unless the page knows better; a signed word wins", () => {
  const page = knownFrom({ name: "D.", account_number: "7" });
  const met = { name: "Dana", email: "dana@example.org" };
  const typed = withMet(page, { ...met, verified: false }).standard;
  expect(typed).toEqual({ name: "D.", email: "dana@example.org", account_number: "7" });
  const signed = withMet(page, { ...met, verified: true }).standard;
  expect(signed).toEqual({ name: "Dana", email: "dana@example.org", account_number: "7" });
});

it("asks only what is not off, the site's own questions last", () => {
  expect(questions.map(({ path, required }) => [path, required])).toEqual([
    ["name", true],
    ["email", false],
    ["fields.order", true],
  ]);
});

describe("an answer", () => {
  const [name, email, order] = questions as [
    (typeof questions)[0],
    (typeof questions)[0],
    (typeof questions)[0],
  ];
  it.each([
    [name, "  ", "missing"],
    [name, "Dana", null],
    [email, "", null],
    [email, "dana", "notAnEmail"],
    [email, "dana@example.org", null],
    [email, "dana @example.org", "notAnEmail"],
    [order, "", "missing"],
    [order, "12 345", null],
    [order, "12\u202f345,50", null],
    [order, "-7", null],
    [order, "A-17", "notANumber"],
    [order, "1.2.3", "notANumber"],
    [order, ".", "notANumber"],
  ] as const)("%o to %s: %s", (question, answer, fault) => {
    expect(faultOf(question, answer)).toBe(fault);
  });
});

describe("what the page passed by identify", () => {
  const known = knownFrom({
    name: "Dana",
    email: "dana@example.org",
    order: 17,
    plan: "gold",
    admin: true,
    nested: { deep: 1 },
    nothing: null,
  });

  it("fills the form in", () => {
    expect(answersFrom(known)).toMatchObject({ name: "Dana", "fields.order": "17" });
  });

  it("goes along even where nobody asked, strings and numbers alone", () => {
    const start = startWith(
      questions,
      { ...answersFrom(known), name: "Dana B." },
      known,
      " Hello ",
    );
    expect(start).toEqual({
      name: "Dana B.",
      email: "dana@example.org",
      fields: { order: "17", plan: "gold" },
      message: "Hello",
    });
  });

  it("gives way to a customer who empties the field", () => {
    const start = startWith(questions, { name: "Dana", email: "", "fields.order": "" }, known, "");
    expect(start).toEqual({ name: "Dana", fields: { plan: "gold" } });
  });

  it.each([null, undefined, 7, "text", []])("ignores %o", (nonsense) => {
    expect(knownFrom(nonsense)).toEqual({ standard: {}, fields: {} });
  });
});
