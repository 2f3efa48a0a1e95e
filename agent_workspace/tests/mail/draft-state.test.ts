import { describe, expect, it } from "vitest";
import * as draftState from "~/mail/draft-state";
import { mailFile, wireDraft, writing } from "./kit";

const fresh = () => draftState.begun("draft", "case", writing(), "key");
const written = () => draftState.edited(fresh(), { html: "<p>One</p>" });
const kept = (rev = 1) =>
  draftState.saved(draftState.saving(written()), wireDraft({ rev, html: "<p>One</p>" }));

describe("a draft's way to the gateway (ERP-014)", () => {
  it("begins with nothing to keep, and may go unasked until it is touched", () => {
    expect(draftState.isUnsaved(fresh())).toBe(false);
    expect(draftState.isPristine(fresh())).toBe(true);
    expect(draftState.isPristine(written())).toBe(false);
    const typed = { ...fresh(), typed: { to: "cust", cc: "", bcc: "" } };
    expect(draftState.isPristine(typed)).toBe(false);
  });

  it("is kept once the gateway has said so, with its count", () => {
    expect(draftState.isUnsaved(written())).toBe(true);
    expect(draftState.isUnsaved(draftState.saving(written()))).toBe(true);
    expect(draftState.isUnsaved(kept())).toBe(false);
    expect(draftState.toKeep(kept(7)).rev).toBe(7);
  });

  it("is unsaved again by what is written while it is on its way", () => {
    const meanwhile = draftState.edited(draftState.saving(written()), { html: "<p>Two</p>" });
    const answered = draftState.saved(meanwhile, wireDraft({ html: "<p>One</p>" }));
    expect(draftState.isUnsaved(answered)).toBe(true);
    expect(answered.writing.html).toBe("<p>Two</p>");
  });

  it("loses no word to a refusal", () => {
    const refused = draftState.troubled(draftState.saving(written()), { kind: "offline" });
    expect(draftState.isUnsaved(refused)).toBe(true);
    expect(refused.writing.html).toBe("<p>One</p>");
    expect(draftState.edited(refused, {}).trouble).toBeNull();
  });

  it("keeps a conflict in sight while one goes on writing", () => {
    const conflict = draftState.troubled(written(), { kind: "conflict" });
    expect(draftState.edited(conflict, { html: "<p>Two</p>" }).trouble?.kind).toBe("conflict");
  });

  it("settles a conflict for either text", () => {
    const conflict = draftState.troubled(written(), { kind: "conflict" });
    const theirs = wireDraft({ rev: 9, html: "<p>Theirs</p>" });
    const mine = draftState.overruling(conflict, theirs);
    expect(mine).toMatchObject({ rev: 9, trouble: null, writing: { html: "<p>One</p>" } });
    expect(draftState.isUnsaved(mine)).toBe(true);
    const other = draftState.adopting(conflict, theirs);
    expect(other).toMatchObject({ rev: 9, trouble: null, writing: { html: "<p>Theirs</p>" } });
    expect(draftState.isUnsaved(other)).toBe(false);
    const anew = draftState.anew(conflict, "another", "fresh");
    expect(anew).toMatchObject({ id: "another", rev: 0, sendKey: "fresh", trouble: null });
    expect(anew.writing).toBe(conflict.writing);
    expect(draftState.isUnsaved(anew)).toBe(true);
  });

  it("hands over ids of files, and no entry that is no address", () => {
    const odd = draftState.edited(fresh(), {
      to: ["customer@shop.example", "Customer"],
      attachments: [mailFile({ id: "f1" })],
      sender: "",
    });
    expect(draftState.toKeep(odd)).toMatchObject({
      to: ["customer@shop.example"],
      attachments: ["f1"],
      from: null,
    });
  });
});

describe("a draft after the case was read again", () => {
  it("is the gateway's where this page wrote nothing", () => {
    const theirs = wireDraft({ rev: 2, html: "<p>Elsewhere</p>" });
    expect(draftState.reconciled(null, theirs, "key")?.writing.html).toBe("<p>Elsewhere</p>");
    const newer = draftState.reconciled(kept(1), theirs, "other");
    expect(newer).toMatchObject({ rev: 2, sendKey: "key", writing: { html: "<p>Elsewhere</p>" } });
  });

  it("is written on in the case that its own was merged into", () => {
    const mine = draftState.edited(kept(1), { html: "<p>More</p>" });
    const theirs = wireDraft({ case_id: "other", rev: 1 });
    const next = draftState.reconciled(mine, theirs, "key");
    expect(next).toMatchObject({ caseId: "other", writing: { html: "<p>More</p>" } });
  });

  it("is this page's where it wrote, or knows as much", () => {
    const unsaved = written();
    expect(draftState.reconciled(unsaved, wireDraft({ rev: 5 }), "key")).toBe(unsaved);
    const same = kept(5);
    expect(draftState.reconciled(same, wireDraft({ rev: 5 }), "key")).toBe(same);
  });

  it("is gone where another page sent it, unless something was written here since", () => {
    expect(draftState.reconciled(kept(), null, "key")).toBeNull();
    const since = draftState.edited(kept(), { html: "<p>More</p>" });
    expect(draftState.reconciled(since, null, "key")).toBe(since);
    const never = fresh();
    expect(draftState.reconciled(never, null, "key")).toBe(never);
  });
});

describe("what keeps a draft from being sent", () => {
  const of = (change: Parameters<typeof writing>[0], typed = "") =>
    draftState.obstacle(
      {
        ...fresh(),
        writing: writing(change),
        typed: { to: typed, cc: "", bcc: "" },
      },
      20_000_000,
    );

  it.each([
    ["nobody to send it to", { to: [] }, "", "recipients"],
    ["an entry that is no address", { cc: ["Customer"] }, "", "addresses"],
    ["half an address being typed", {}, "custo", "addresses"],
    ["more than 20 MB", { attachments: [mailFile({ size_bytes: 20_000_001 })] }, "", "files"],
    ["nothing written", { html: "<p><br></p>" }, "", "body"],
    ["nothing at all", {}, "", null],
    ["nothing: an address typed to its end counts", { to: [] }, "a@b.example", null],
    ["nothing: files speak", { html: "", attachments: [mailFile()] }, "", null],
    ["nothing: the original speaks", { html: "", kind: "forward" as const }, "", null],
  ])("is %s", (_, change, typed, obstacle) => {
    expect(of(change, typed)).toBe(obstacle);
  });
});
