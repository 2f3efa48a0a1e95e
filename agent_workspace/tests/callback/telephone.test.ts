import { describe, expect, it } from "vitest";
import { telephone } from "~/callback/telephone";

describe("a number to be called", () => {
  it.each([
    ["+33 1 23 45 67 89", "tel:+33123456789"],
    ["+44 (0)20 7946 0000", "tel:+442079460000"],
    ["01 23.45-67/89", "tel:0123456789"],
    ["*21#", "tel:*21%23"],
    ["javascript:alert(1)", "tel:1"],
  ])("%s is dialled as %s", (number, address) => {
    expect(telephone(number)).toBe(address);
  });

  it.each(["", "anonymous", "+"])("is none in %j", (number) => {
    expect(telephone(number)).toBeNull();
  });
});
