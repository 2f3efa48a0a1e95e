import { describe, expect, it } from "vitest";
import { missingLists } from "~/state/work";
import { handling, interaction } from "../kit";

const list = (id: string, mandatory: boolean) => ({
  id,
  name: id,
  kind: "transaction" as const,
  mandatory,
  multiple: false,
  statuses: [],
  codes: [
    { id: `${id}-1`, name: "one" },
    { id: `${id}-2`, name: "two" },
  ],
});

describe("a wrap-up may finish", () => {
  it.each([
    ["with no list at all", [], [], []],
    ["without an optional code (DSP-004)", [list("a", false)], [], []],
    ["never without a mandatory one (DSP-003)", [list("a", true)], [], ["a"]],
    ["with the mandatory one chosen", [list("a", true)], ["a-2"], []],
    ["not with a code of another list", [list("a", true), list("b", false)], ["b-1"], ["a"]],
    ["not with one of two mandatory lists", [list("a", true), list("b", true)], ["a-1"], ["b"]],
  ])("%s", (_, code_lists, codes, missing) => {
    const open = interaction({ code_lists, handling: handling({ codes }) });
    expect(missingLists(open).map(({ id }) => id)).toEqual(missing);
  });
});
