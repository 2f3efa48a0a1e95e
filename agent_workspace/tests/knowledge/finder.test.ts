import type { FoundEntry } from "@parley/wire";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { KnowledgeFinder } from "~/knowledge/finder";

const entry = (id: string): FoundEntry => ({
  id,
  shortcut: null,
  category: "Delivery",
  language: "en",
  question: `Question ${id}`,
  excerpt: "",
  insertable_as: ["text", "link"],
});

interface Asked {
  readonly query: string;
  readonly category: string | null;
  give(entries: readonly FoundEntry[] | null): void;
}

let asked: Asked[];
let finder: KnowledgeFinder;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  finder = new KnowledgeFinder({
    search: (query, category) =>
      new Promise((give) => {
        asked.push({ query, category, give });
      }),
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
  return () => vi.useRealTimers();
});

const shown = () => finder.findings.value.entries.map(({ id }) => id);

describe("looking for an entry (FAQ-035)", () => {
  it("asks once one pauses, not for each sign", async () => {
    for (const query of ["d", "de", "del"]) finder.type(query);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked.map(({ query }) => query)).toEqual(["del"]);
  });

  it("shows the answer to the latest question, whichever comes last", async () => {
    const first = finder.look();
    const second = finder.choose("Returns");
    asked[1]?.give([entry("new")]);
    await second;
    asked[0]?.give([entry("old")]);
    await first;
    expect(shown()).toEqual(["new"]);
    expect(asked[1]?.category).toBe("Returns");
  });

  it("keeps what was found in sight while it looks, and when nobody answers", async () => {
    const first = finder.look();
    asked[0]?.give([entry("one")]);
    await first;
    const second = finder.look();
    expect([finder.findings.value.state, shown()]).toEqual(["searching", ["one"]]);
    asked[1]?.give(null);
    await second;
    expect([finder.findings.value.state, shown()]).toEqual(["failed", ["one"]]);
  });

  it("forgets what is still to come", async () => {
    finder.type("late");
    const looking = finder.look();
    finder.forget();
    asked[0]?.give([entry("late")]);
    await looking;
    expect(finder.findings.value).toEqual({ state: "idle", entries: [] });
    expect(finder.wanted.value.query).toBe("");
  });
});
