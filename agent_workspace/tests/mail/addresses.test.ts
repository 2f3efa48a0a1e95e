import { describe, expect, it } from "vitest";
import { distinct, isAddress, readAddresses } from "~/mail/addresses";

describe("typed or pasted recipients", () => {
  it.each([
    ["a@b.example", ["a@b.example"]],
    ["a@b.example, c@d.example; e@f.example", ["a@b.example", "c@d.example", "e@f.example"]],
    ["a@b.example\nc@d.example\r\n", ["a@b.example", "c@d.example"]],
    ["a@b.example c@d.example", ["a@b.example", "c@d.example"]],
    ["Name <a@b.example>", ["a@b.example"]],
    ['"Last, First" <a@b.example>, Two <c@d.example>', ["a@b.example", "c@d.example"]],
    ["<a@b.example>;", ["a@b.example"]],
    ["mailto:a@b.example", ["a@b.example"]],
    ["jérôme@exemple.example", ["jérôme@exemple.example"]],
    ["  ", []],
  ])("%j are read", (text, addresses) => {
    expect(readAddresses(text)).toEqual({ accepted: addresses, refused: [] });
  });

  it("stand once, however they are capitalised", () => {
    expect(readAddresses("A@b.example, a@B.example").accepted).toEqual(["A@b.example"]);
    expect(distinct(["a@b.example", "A@B.example", "c@d.example"])).toEqual([
      "a@b.example",
      "c@d.example",
    ]);
  });

  it("that are none are told apart and lose no sign", () => {
    expect(readAddresses("a@b.example, John Doe; x@")).toEqual({
      accepted: ["a@b.example"],
      refused: ["John Doe", "x@"],
    });
  });
});

describe("an address (ERP-020)", () => {
  const local = "a".repeat(242);

  it("has 254 characters at most", () => {
    expect(isAddress(`${local}@bb.example`)).toBe(true);
    expect(isAddress(`${local}@bbb.example`)).toBe(true);
    expect(`${local}@bbb.example`).toHaveLength(254);
    expect(isAddress(`${local}@bbbb.example`)).toBe(false);
  });

  it.each(["", "@b.example", "a@", "a b@c.example", "a@b@c.example", "a@.example", "a@b..example"])(
    "is not %j",
    (text) => {
      expect(isAddress(text)).toBe(false);
    },
  );

  it.each(["a@b.example>", "a@b.example\u0000", 'a"b@c.example', "a@-b.example"])(
    "is not %j either",
    (text) => {
      expect(isAddress(text)).toBe(false);
    },
  );
});
