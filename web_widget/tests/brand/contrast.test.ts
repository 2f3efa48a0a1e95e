/** Whatever colour a site chooses, the chat stays legible (CHT-032). */
import { describe, expect, it } from "vitest";
import { contrast, parseHex, type Rgb } from "../../src/brand/contrast";
import { themeFor } from "../../src/brand/theme";

const rgb = (hex: string): Rgb => parseHex(hex) as Rgb;
const BRANDS = [
  "#000000",
  "#ffffff",
  "#ffff00",
  "#00ff00",
  "#0000ff",
  "#ff0000",
  "#808080",
  "#777777",
  "#1d4ed8",
  "#0c6b65",
  "#ffd700",
  "#f5f5f5",
  "#111111",
  "#ff69b4",
  "#fa8072",
  "#00ced1",
  "#123",
  "nonsense",
  "",
];
const SURFACES = { light: "#ffffff", dark: "#211f1d" };
/** The other side's messages, which hold links too. */
const BUBBLES = { light: "#f1eee9", dark: "#2e2b28" };

describe.each(["light", "dark"] as const)("on the %s surface", (mode) => {
  it.each(BRANDS)("%s", (brand) => {
    const theme = themeFor(brand, mode === "dark");
    const { accent, accentHover, accentEdge, onAccent, accentText } = theme;
    const surface = rgb(SURFACES[mode]);
    expect(contrast(rgb(onAccent), rgb(accent))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(rgb(onAccent), rgb(accentHover))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(rgb(accent), surface)).toBeGreaterThanOrEqual(1.2);
    expect(contrast(rgb(accentEdge), surface)).toBeGreaterThanOrEqual(3);
    expect(contrast(rgb(accentText), surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(rgb(accentText), rgb(BUBBLES[mode]))).toBeGreaterThanOrEqual(4.5);
  });
});

it("leaves a colour that is fine alone", () => {
  expect(themeFor("#1d4ed8", false).accent).toBe("#1d4ed8");
  expect(themeFor("#ffd400", false).accent).toBe("#ffd400");
});

it("knows the ends of the scale", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrast([9, 9, 9], [9, 9, 9])).toBe(1);
});

it.each([
  ["#abc", [170, 187, 204]],
  ["#0C6B65", [12, 107, 101]],
  ["abc", null],
  ["#ab", null],
  ["rgb(0,0,0)", null],
])("reads %s", (text, colour) => {
  expect(parseHex(text)).toEqual(colour);
});
