import { describe, expect, it } from "vitest";
import { bars, barsPath, FLOOR } from "~/voicemail/peaks";

describe("the bars of a recording", () => {
  it("show the loudest of each stretch", () => {
    expect(bars([0.1, 1, 0.2, 0.4], 2)).toEqual([1, 0.4]);
  });

  it("fill the height even where a caller speaks softly", () => {
    expect(bars([0.1, 0.2], 2)).toEqual([0.5, 1]);
  });

  it("leave silence small", () => {
    expect(bars([0.01, 0.005], 2)).toEqual([FLOOR, FLOOR]);
  });

  it("are as many as fit, however few figures there are", () => {
    expect(bars([1], 3)).toEqual([1, 1, 1]);
    expect(bars([], 2)).toEqual([FLOOR, FLOOR]);
    expect(bars([1], 0)).toEqual([]);
  });

  it("are drawn about the middle", () => {
    expect(barsPath([1, 0.5])).toBe("M0.5 0.000V1.000M1.5 0.250V0.750");
  });
});
