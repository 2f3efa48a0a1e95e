import { describe, expect, it } from "vitest";
import { linkedText } from "~/mail/linked-text";

const links = (text: string) =>
  linkedText(text).flatMap(({ text: shown, href }) => (href === null ? [] : [[shown, href]]));

describe("web addresses in a plain text", () => {
  it.each([
    ["https://shop.example/a?b=1#c", "https://shop.example/a?b=1#c"],
    ["See https://shop.example/a.", "https://shop.example/a"],
    ["(https://shop.example/a)", "https://shop.example/a"],
    ["https://shop.example/a_(b)", "https://shop.example/a_(b)"],
    ["« https://shop.example/a », disait-il", "https://shop.example/a"],
    ["<https://shop.example/a>", "https://shop.example/a"],
    ["*https://shop.example/a*", "https://shop.example/a"],
  ])("%j leads to %s", (text, address) => {
    expect(links(text)).toEqual([[address, address]]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "shop.example",
    "https://",
  ])("%j leads nowhere", (text) => {
    expect(links(text)).toEqual([]);
  });

  it.each([
    ["full stops", `https://a.example/${".".repeat(300_000)}x`],
    ["brackets", `https://a.example/${")".repeat(300_000)}`],
    ["beginnings", "https://".repeat(40_000)],
  ])("are found in a blink among very many %s", (_, text) => {
    const began = performance.now();
    const parts = linkedText(text);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(parts.map((part) => part.text).join("")).toBe(text);
  });

  it("lose no sign of the text around them", () => {
    const text = "One https://a.example, two (https://b.example/x). End";
    expect(
      linkedText(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
    expect(links(text)).toHaveLength(2);
  });
});
