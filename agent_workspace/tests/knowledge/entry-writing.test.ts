import type { EntryContent, ManagedEntry, WriteEntry } from "@parley/wire";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { EntryWriting } from "~/knowledge/entry-writing";
import { Refusal } from "~/transport/refusal";

const CONTENT: EntryContent = {
  question: "When are you open?",
  answer: "8 to 19 h",
  category: "General",
  language: "en",
  shortcut: "hours",
};

function managed(change: Partial<ManagedEntry> = {}): ManagedEntry {
  return {
    ok: true,
    id: "entry",
    rev: 3,
    published: CONTENT,
    draft: null,
    url: "/faq/hours",
    versions: [],
    uses: 0,
    ...change,
  };
}

/** A gateway that keeps what it is given, unless it was told to refuse. */
class Stage {
  readonly written: [string | null, WriteEntry][] = [];
  readonly previewed: string[] = [];
  readonly explained: unknown[] = [];
  refusal: Refusal | null = null;
  theirs = managed({ rev: 4, published: { ...CONTENT, answer: "theirs" } });

  open(entry: ManagedEntry | null): EntryWriting {
    return new EntryWriting(
      {
        write: async (id, entry) => {
          if (this.refusal !== null) throw this.refusal;
          this.written.push([id, entry]);
          return managed({ rev: entry.rev + 1, published: entry.content });
        },
        preview: async (answer) => {
          this.previewed.push(answer);
          return {
            ok: true,
            message_html: answer,
            page_html: answer,
            visible_chars: answer.length,
            insertable_as: ["text", "link"],
            reasons: [],
          };
        },
        read: async () => this.theirs,
        later: (act, ms) => {
          const timer = setTimeout(act, ms);
          return () => clearTimeout(timer);
        },
        explain: (error) => this.explained.push(error),
      },
      entry,
      { category: "General" },
    );
  }
}

const refused = (code: string, field: string | null) =>
  new Refusal({ code, message: `because ${code}`, field });
let stage: Stage;

beforeEach(() => {
  vi.useFakeTimers();
  stage = new Stage();
  return () => vi.useRealTimers();
});

describe("an entry being written (FAQ-011)", () => {
  it("goes on from its draft, else from what is published", () => {
    const draft = {
      content: { ...CONTENT, answer: "draft" },
      rev: 1,
      saved_at: "",
      agent: null,
    };
    expect(stage.open(managed({ draft })).content.value.answer).toBe("draft");
    expect(stage.open(managed()).content.value.answer).toBe("8 to 19 h");
    expect(stage.open(null).content.value).toMatchObject({ question: "", category: "General" });
  });

  it("shows how it will look once one pauses", async () => {
    const writing = stage.open(null);
    for (const answer of ["a", "an", "answer"]) writing.change({ answer });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stage.previewed).toEqual(["answer"]);
    expect(writing.preview.value?.message_html).toBe("answer");
  });

  it("is published over the revision that was seen", async () => {
    const writing = stage.open(managed());
    writing.change({ answer: "9 to 17 h" });
    await writing.keep(true);
    writing.change({ answer: "closed" });
    await writing.keep(true);
    expect(stage.written.map(([id, { rev, publish }]) => [id, rev, publish])).toEqual([
      ["entry", 3, true],
      ["entry", 4, true],
    ]);
    expect(writing.changed.value).toBe(false);
  });

  it("still differs where one went on typing meanwhile", async () => {
    const writing = stage.open(null);
    writing.change({ answer: "first" });
    const keeping = writing.keep(false);
    writing.change({ answer: "second" });
    await keeping;
    expect(writing.changed.value).toBe(true);
  });

  it.each([
    ["invalid", "content.question", "question", false],
    ["conflict", "shortcut", "shortcut", true],
    ["forbidden", "category", "category", false],
    ["conflict", "rev", "theirs", false],
    ["conflict", "draft_rev", "theirs", false],
  ])("refused as %s for %s says it beside %s", async (code, field, beside, taken) => {
    const writing = stage.open(managed());
    writing.change({ answer: "mine" });
    stage.refusal = refused(code, field);
    expect(await writing.keep(true)).toBeNull();
    expect(writing.problem.value).toMatchObject({ field: beside, taken });
    expect(writing.changed.value).toBe(true);
  });

  it("says what concerns no field", async () => {
    const writing = stage.open(managed());
    stage.refusal = refused("forbidden", null);
    await writing.keep(true);
    expect(stage.explained).toHaveLength(1);
  });

  it.each([
    [true, "mine"],
    [false, "theirs"],
  ])(
    "that somebody else changed goes on with one's own text (%s) or with theirs",
    async (mine, text) => {
      const writing = stage.open(managed());
      writing.change({ answer: "mine" });
      stage.refusal = refused("conflict", "rev");
      await writing.keep(true);
      stage.refusal = null;
      await writing.settle(mine);
      expect(writing.content.value.answer).toBe(text);
      await writing.keep(true);
      expect(stage.written[0]?.[1].rev).toBe(4);
    },
  );
});
