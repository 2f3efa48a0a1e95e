import { describe, expect, it } from "vitest";
import { BLANK, changesOf, draftOf, factsOf } from "~/customers/customer-draft";
import { customer } from "./kit";

describe("a customer being written (CRM-008)", () => {
  it("may have addresses in lines, with commas, with spaces", () => {
    const { addresses } = factsOf({ ...BLANK, addresses: " a@x.example,\n b@x.example; \n" });
    expect(addresses).toEqual(["a@x.example", "b@x.example"]);
  });

  it("leaves out fields that say nothing", () => {
    const fields = [
      { name: "plan", value: "gold" },
      { name: "shop", value: " " },
      { name: "", value: "?" },
    ];
    expect(factsOf({ ...BLANK, fields }).fields).toEqual([{ name: "plan", value: "gold" }]);
  });

  it("changes only what was rewritten", () => {
    const before = draftOf(customer("c", { addresses: ["a@x.example"], phone: "0170" }));
    expect(changesOf(before, before)).toEqual({});
    expect(changesOf(before, { ...before, phone: "0171", addresses: "a@x.example\n" })).toEqual({
      phone: "0171",
    });
  });
});
