import { describe, expect, it } from "vitest";
import { sortedFlags } from "~/mail/flags";
import { en } from "~/words/en";

describe("what is odd about a mail", () => {
  it("is told with what may deceive first, each once", () => {
    const flags = ["signed", "truncated", "two_senders", "signed", "never_heard_of"];
    expect(sortedFlags(flags)).toEqual([
      { flag: "two_senders", weight: "alarm" },
      { flag: "truncated", weight: "loss" },
      { flag: "never_heard_of", weight: "loss" },
      { flag: "signed", weight: "note" },
    ]);
  });

  it.each(["two_senders", "damaged_attachment", "unparsed", "encrypted", "lossy_charset"])(
    "is told in plain language: %s",
    (flag) => {
      expect(en.mail.flags[flag]).toMatch(/^[A-Z].*\.$/);
    },
  );
});
