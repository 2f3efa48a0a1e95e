import { describe, expect, it } from "vitest";
import { admit, totalBytes } from "~/mail/file-budget";
import { mailFile } from "./kit";

const MOST_BYTES = 20_971_520;
const file = (name: string, size: number) => ({ name, size });

describe("a mail's files (ERP-013)", () => {
  it("are as many as one likes, up to what the gateway takes in all", () => {
    const many = Array.from({ length: 1_000 }, (_, n) =>
      file(`${n}`, Math.floor(MOST_BYTES / 1_000)),
    );
    expect(admit(many, 0, MOST_BYTES).refused).toEqual([]);
    expect(admit([...many, file("one more", 521)], 0, MOST_BYTES).refused).toEqual([
      file("one more", 521),
    ]);
  });

  it("count with what is attached already", () => {
    expect(admit([file("a", 1)], MOST_BYTES, MOST_BYTES).refused).toHaveLength(1);
    expect(admit([file("a", 1)], MOST_BYTES - 1, MOST_BYTES).admitted).toHaveLength(1);
  });

  it("are refused one by one: a smaller one after a large one still goes", () => {
    const { admitted, refused } = admit(
      [file("large", MOST_BYTES + 1), file("small", 1)],
      0,
      MOST_BYTES,
    );
    expect(admitted.map(({ name }) => name)).toEqual(["small"]);
    expect(refused.map(({ name }) => name)).toEqual(["large"]);
  });

  it("add up", () => {
    expect(totalBytes([mailFile({ size_bytes: 2 }), mailFile({ size_bytes: 3 })])).toBe(5);
  });
});
