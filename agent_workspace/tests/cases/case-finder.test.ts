import type { CaseRow, Cases } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { CaseFinder } from "~/cases/case-finder";
import { Refusal } from "~/transport/refusal";

const row = (id: string): CaseRow => ({
  id,
  number: id,
  subject: "",
  status: "open",
  customer: "",
  assignee: null,
  opened_at: "2026-03-02T09:00:00Z",
  changed_at: "2026-03-02T09:00:00Z",
  medium: "email",
  spam: false,
});

const page = (ids: string, next: string | null): Cases => ({
  ok: true,
  cases: [...ids].map(row),
  more: next !== null,
  next,
});

describe("a long list of cases", () => {
  it("grows by what follows, each case once, until nothing does", async () => {
    const asked: (string | null | undefined)[] = [];
    const pages = [page("abc", "one"), page("cd", "two"), page("e", null)];
    const finder = new CaseFinder({
      find: async (_, after) => {
        asked.push(after);
        return pages.shift() ?? page("", null);
      },
    });
    await finder.look();
    for (let turn = 0; turn < 3; turn++) await finder.lookFurther();
    expect(finder.found.value?.rows.map(({ id }) => id).join("")).toBe("abcde");
    expect(asked).toEqual([undefined, "one", "two"]);
  });

  it("is not mixed with another search that began meanwhile", async () => {
    const answers: ((found: Cases) => void)[] = [];
    const finder = new CaseFinder({
      find: () => new Promise((give) => answers.push(give)),
    });
    const first = finder.look();
    answers.shift()?.(page("a", "one"));
    await first;
    const further = finder.lookFurther();
    const anew = finder.look({ text: "lamp" });
    answers.pop()?.(page("z", null));
    answers.pop()?.(page("b", null));
    await Promise.all([further, anew]);
    expect(finder.found.value?.rows.map(({ id }) => id)).toEqual(["z"]);
  });

  it("stays, and says so, when what follows cannot be had", async () => {
    const pages: (Cases | Refusal)[] = [
      page("a", "one"),
      new Refusal({ code: "unavailable", message: "" }),
    ];
    const finder = new CaseFinder({
      find: async () => {
        const next = pages.shift();
        if (next instanceof Refusal || next === undefined) throw next;
        return next;
      },
    });
    await finder.look();
    await finder.lookFurther();
    expect(finder.failed.value).toBe(true);
    expect(finder.found.value?.rows).toHaveLength(1);
  });
});
