import { describe, expect, it } from "vitest";
import { admit, MOST_BYTES, totalBytes } from "~/mail/file-budget";
import { mailFile } from "./kit";

const file = (name: string, size: number) => ({ name, size });

describe("a mail's files (ERP-013)", () => {
  it("are as many as one likes, up to 20 MB in all", () => {
    const many = Array.from({ length: 1_000 }, (_, n) => file(`${n}`, MOST_BYTES / 1_000));
    expect(admit(many, 0).refused).toEqual([]);
    expect(admit([...many, file("one more", 1)], 0).refused).toEqual([file("one more", 1)]);
  });

  it("count with what is attached already", () => {
    expect(admit([file("a", 1)], MOST_BYTES).refused).toHaveLength(1);
    expect(admit([file("a", 1)], MOST_BYTES - 1).admitted).toHaveLength(1);
  });

  it("are refused one by one: a smaller one after a large one still goes", () => {
    const { admitted, refused } = admit([file("large", MOST_BYTES + 1), file("small", 1)], 0);
    expect(admitted.map(({ name }) => name)).toEqual(["small"]);
    expect(refused.map(({ name }) => name)).toEqual(["large"]);
  });

  it("add up", () => {
    expect(totalBytes([mailFile({ size_bytes: 2 }), mailFile({ size_bytes: 3 })])).toBe(5);
  });
});
