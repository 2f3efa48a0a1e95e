import { describe, expect, it } from "vitest";
import { begun, edited, obstacle } from "~/mail/draft-state";
import { openingOf } from "~/mail/opening";
import { htmlOfText } from "~/mail/plain-body";
import { signatureOf, signaturesFor, signed } from "~/mail/signature";
import { caseRecord } from "./kit";

const SHOP = "The Lamp Shop\nwww.lamps.example";
const OWN = "Mia\n\nLamp Shop";
const SENDER = "help@company.example";
const RECORD = caseRecord({ signatures: [{ sender: SENDER, text: SHOP }] });

describe("ERP-006, ERP-007: the signatures to choose from", () => {
  it("are one's own before the mailbox's, each once, and none that is empty", () => {
    expect(signaturesFor(RECORD, OWN, SENDER)).toEqual([OWN, SHOP]);
    expect(signaturesFor(RECORD, "", SENDER)).toEqual([SHOP]);
    expect(signaturesFor(RECORD, ` ${SHOP} `, SENDER)).toEqual([SHOP]);
    expect(signaturesFor(RECORD, "", "other@company.example")).toEqual([]);
  });
});

describe("a signature in a body", () => {
  const known = [OWN, SHOP];
  const bodies = ["", "Hello", "Hello\n", "Hello\n\n", "One\n\nTwo\nThree", "  <b> & so on"];

  it.each(bodies)("is put below %j once, changed for another, and taken away again", (text) => {
    const first = signed(htmlOfText(text), known, SHOP);
    expect(signatureOf(first, known)).toBe(SHOP);
    const second = signed(first, known, OWN);
    expect(signatureOf(second, known)).toBe(OWN);
    expect(second).not.toContain("www.lamps.example");
    expect(signed(second, known, OWN)).toBe(second);
    const bare = signed(second, known, "");
    expect(signatureOf(bare, known)).toBe("");
    expect(bare).toBe(htmlOfText(text) || "<p></p>");
  });

  it("is known below blank lines somebody left above it", () => {
    const html = htmlOfText(`Hello\n\n\n${SHOP}`);
    expect(signatureOf(html, known)).toBe(SHOP);
    expect(signed(html, known, "")).toBe("<p>Hello</p><p><br></p>");
  });

  it("is the longer one where one ends as the other", () => {
    expect(signatureOf(htmlOfText("x\n\nMia\nLamp Shop"), ["Lamp Shop", "Mia\nLamp Shop"])).toBe(
      "Mia\nLamp Shop",
    );
  });
});

describe("a draft that was opened", () => {
  it.each(["reply", "forward", "follow_up"] as const)("has the standard one: %s", (kind) => {
    expect(openingOf(kind, RECORD, OWN).html).toBe(`<p></p>${htmlOfText(OWN)}`);
    expect(openingOf(kind, caseRecord(), "").html).toBe("");
  });

  it("is not sent with nothing in it but that", () => {
    const opening = openingOf("reply", RECORD, "");
    const draft = begun("d", "case", opening, "key", opening.html);
    expect(obstacle(draft, 1)).toBe("body");
    expect(obstacle(edited(draft, { html: `<p>Hello</p>${htmlOfText(SHOP)}` }), 1)).toBeNull();
  });
});
