import type { Draft, SaveDraft } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { MailDrafts } from "~/mail/mail-drafts";
import { Kept } from "~/storage/kept";
import { Refusal } from "~/transport/refusal";
import { MemoryStorage } from "../memory-storage";
import { caseRecord, wireDraft } from "./kit";

const RECORD = caseRecord();
const refusal = (code: string) => new Refusal({ code, message: `said ${code}` });

/** A gateway that keeps drafts by its own count, and a clock that is moved by hand. */
class Stage {
  readonly held = new Map<string, Draft>();
  readonly sent: { id: string; key: string }[] = [];
  readonly store = new MemoryStorage();
  readonly explained: unknown[] = [];
  readonly gone: string[] = [];
  /** Drafts of which something is still being uploaded. */
  readonly waiting = new Set<string>();
  keeps = 0;
  signature = "";
  /** Whether what is kept is never answered. */
  losesAnswer = false;
  /** What the next requests are refused with. */
  refuse: Refusal | null = null;
  private now = 0;
  private ids = 0;
  private timers: { at: number; act: () => void }[] = [];

  page(): MailDrafts {
    const drafts = new MailDrafts({
      keep: async (caseId, id, draft) => this.keep(caseId, id, draft),
      discard: async (_, id) => this.held.delete(id),
      send: async (_, id, key) => {
        if (this.refuse !== null) throw this.refuse;
        this.held.delete(id);
        this.sent.push({ id, key });
        return { ok: true, message_id: "out", state: "queued" };
      },
      read: async (_, id) => this.held.get(id) ?? null,
      onSent: () => undefined,
      onGone: (id) => this.gone.push(id),
      waits: (id) => this.waiting.has(id),
      explain: (error) => this.explained.push(error),
      newId: () => `id${++this.ids}`,
      mostBytes: () => 20_971_520,
      signature: () => this.signature,
      later: (act, ms) => {
        const timer = { at: this.now + ms, act };
        this.timers.push(timer);
        return () => {
          this.timers = this.timers.filter((one) => one !== timer);
        };
      },
    });
    drafts.belongTo(new Kept(this.store, "me"));
    return drafts;
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    const due = this.timers.filter(({ at }) => at <= this.now);
    this.timers = this.timers.filter(({ at }) => at > this.now);
    for (const { act } of due) act();
    await new Promise((done) => setImmediate(done));
  }

  private keep(caseId: string, id: string, draft: SaveDraft): Draft {
    if (this.refuse !== null) throw this.refuse;
    const rev = this.held.get(id)?.rev ?? 0;
    if (rev !== draft.rev) throw refusal("conflict");
    this.keeps += 1;
    const { from, attachments: _, ...rest } = draft;
    const stored = wireDraft({ ...rest, id, case_id: caseId, rev: rev + 1, from: from ?? "" });
    this.held.set(id, stored);
    if (this.losesAnswer) throw Refusal.noConnection();
    return stored;
  }
}

function begin(stage: Stage) {
  const page = stage.page();
  page.begin(RECORD, "reply");
  const id = page.openIn(RECORD.id)?.id as string;
  return { page, id };
}

describe("the keeper of mail drafts", () => {
  it("keeps nothing of a draft nobody touched", async () => {
    const stage = new Stage();
    const { page } = begin(stage);
    await stage.pass(60_000);
    expect(stage.keeps).toBe(0);
    page.close(RECORD.id);
    expect([page.ofCase(RECORD.id).length, stage.store.length]).toEqual([0, 0]);
  });

  it("saves two seconds after the last key, once", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>O</p>" });
    await stage.pass(1_900);
    page.change(id, { html: "<p>On</p>" });
    await stage.pass(1_900);
    expect(stage.keeps).toBe(0);
    await stage.pass(100);
    expect(stage.keeps).toBe(1);
    expect(stage.held.get(id)?.html).toBe("<p>On</p>");
    await stage.pass(60_000);
    expect(stage.keeps).toBe(1);
  });

  it("has every key in the browser at once: a reload goes on from there", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>Unsaved</p>" });
    page.type(id, "cc", "somebo");
    const reloaded = stage.page();
    expect(reloaded.drafts.value[id]?.writing.html).toBe("<p>Unsaved</p>");
    expect(reloaded.drafts.value[id]?.typed.cc).toBe("somebo");
    expect(reloaded.openIn(RECORD.id)?.id).toBe(id);
    await stage.pass(0);
    expect(stage.held.get(id)?.html).toBe("<p>Unsaved</p>");
  });

  it("tries again by itself when there was no answer", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    stage.refuse = Refusal.noConnection();
    page.change(id, { html: "<p>One</p>" });
    await stage.pass(2_000);
    expect(page.drafts.value[id]?.trouble?.kind).toBe("offline");
    stage.refuse = null;
    await stage.pass(10_000);
    expect(page.drafts.value[id]?.trouble).toBeNull();
    expect(stage.held.get(id)?.html).toBe("<p>One</p>");
  });

  it("says when a draft was changed elsewhere, and lets its writer decide", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>One</p>" });
    await stage.pass(2_000);
    stage.held.set(id, wireDraft({ id, rev: 2, html: "<p>Elsewhere</p>" }));
    page.change(id, { html: "<p>Mine</p>" });
    await stage.pass(2_000);
    expect(page.drafts.value[id]?.trouble?.kind).toBe("conflict");
    expect(page.drafts.value[id]?.writing.html).toBe("<p>Mine</p>");
    expect(stage.held.get(id)?.html).toBe("<p>Elsewhere</p>");
    await page.settleConflict(id, "mine");
    expect(stage.held.get(id)?.html).toBe("<p>Mine</p>");
  });

  it("takes its own words for no conflict when only the answer was lost", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    stage.losesAnswer = true;
    page.change(id, { html: "<p>One</p>" });
    await stage.pass(2_000);
    expect(page.drafts.value[id]).toMatchObject({ rev: 0, trouble: { kind: "offline" } });
    stage.losesAnswer = false;
    page.change(id, { html: "<p>One two</p>" });
    await stage.pass(2_000);
    expect(page.drafts.value[id]).toMatchObject({ rev: 2, trouble: null });
    expect(stage.held.get(id)?.html).toBe("<p>One two</p>");
  });

  it("begins anew what was gone when its writer goes on", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>One</p>" });
    await page.save(id);
    stage.held.delete(id);
    page.change(id, { html: "<p>One two</p>" });
    await stage.pass(2_000);
    expect(page.drafts.value[id]?.trouble?.kind).toBe("conflict");
    await page.settleConflict(id, "mine");
    const next = page.openIn(RECORD.id);
    expect(next?.id).not.toBe(id);
    expect(stage.held.get(next?.id ?? "")?.html).toBe("<p>One two</p>");
    expect(page.drafts.value[id]).toBeUndefined();
  });

  it("takes the other text where its writer wants that", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    stage.held.set(id, wireDraft({ id, rev: 2, html: "<p>Elsewhere</p>" }));
    page.change(id, { html: "<p>Mine</p>" });
    await stage.pass(2_000);
    await page.settleConflict(id, "theirs");
    expect(page.drafts.value[id]?.writing.html).toBe("<p>Elsewhere</p>");
  });

  it("keeps everything before it sends, under one key for all attempts (ERP-015)", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>One</p>" });
    await page.save(id);
    stage.refuse = Refusal.noConnection();
    await page.send(id);
    const key = page.drafts.value[id]?.sendKey;
    expect(page.drafts.value[id]).toMatchObject({ sending: false, trouble: { kind: "offline" } });
    stage.refuse = null;
    page.change(id, { html: "<p>Two</p>" });
    await page.send(id);
    expect(stage.sent).toEqual([{ id, key }]);
    expect(page.ofCase(RECORD.id)).toEqual([]);
    expect(stage.store.length).toBe(0);
  });

  it("sends a mail that was passed on without a word", async () => {
    const stage = new Stage();
    const page = stage.page();
    page.begin(RECORD, "forward");
    const id = page.openIn(RECORD.id)?.id as string;
    page.type(id, "to", "a@b.example");
    await page.send(id);
    expect(stage.sent).toHaveLength(1);
    expect(stage.keeps).toBe(1);
  });

  it("sends nothing that has an obstacle, and nothing while a conflict stands", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    await page.send(id);
    page.change(id, { html: "<p>One</p>" });
    stage.held.set(id, wireDraft({ id, rev: 4 }));
    await page.send(id);
    expect(stage.sent).toEqual([]);
    expect(page.drafts.value[id]).toMatchObject({ sending: false, trouble: { kind: "conflict" } });
  });

  it("tells what the gateway says when it refuses", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>One</p>" });
    stage.refuse = refusal("too_large");
    await page.send(id);
    expect(page.drafts.value[id]?.trouble).toEqual({ kind: "refused", text: "said too_large" });
  });

  it("makes entries of what was typed, each once, and shows what is none", () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.settle(id, "to", "Customer@shop.example, a@b.example; John");
    expect(page.drafts.value[id]?.writing.to).toEqual([
      "customer@shop.example",
      "a@b.example",
      "John",
    ]);
  });

  it("keeps a draft in which nothing stands yet but something is on its way", () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    stage.waiting.add(id);
    page.close(RECORD.id);
    expect([page.openIn(RECORD.id), page.ofCase(RECORD.id).length]).toEqual([null, 1]);
    expect(stage.gone).toEqual([]);
  });

  it("does not send without what is on its way", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>One</p>" });
    stage.waiting.add(id);
    await page.send(id);
    expect(stage.sent).toEqual([]);
    stage.waiting.delete(id);
    await page.send(id);
    expect(stage.sent.map((one) => one.id)).toEqual([id]);
  });

  it("throws a draft away here and there", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>One</p>" });
    await page.save(id);
    await page.discard(id);
    expect([stage.held.size, stage.store.length, page.ofCase(RECORD.id).length]).toEqual([0, 0, 0]);
  });

  it("is not gone for a case that was read before the gateway had it", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>Hello</p>" });
    const tell = page.listen();
    await page.save(id);
    tell(RECORD);
    expect(page.openIn(RECORD.id)?.writing.html).toBe("<p>Hello</p>");
    page.listen()(RECORD);
    expect(page.openIn(RECORD.id)).toBeNull();
  });

  it("does not come back with a case that was read before it was sent, or thrown away", async () => {
    const stage = new Stage();
    for (const end of ["send", "discard"] as const) {
      const { page, id } = begin(stage);
      page.change(id, { to: ["zoe@customer.example"], html: "<p>Hello</p>" });
      await page.save(id);
      const before = caseRecord({ drafts: [stage.held.get(id) as Draft] });
      const tell = page.listen();
      await page[end](id);
      tell(before);
      expect(page.ofCase(RECORD.id)).toEqual([]);
    }
  });

  it("goes with the case of somebody who was erased, here and after a reload", async () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>Dear Zoé</p>" });
    page.dropCase("another");
    expect(page.openIn(RECORD.id)?.id).toBe(id);
    page.dropCase(RECORD.id);
    await stage.pass(60_000);
    expect([page.drafts.value, stage.page().drafts.value, stage.keeps]).toEqual([{}, {}, 0]);
    expect(stage.gone).toEqual([id]);
  });

  it("leaves nothing of one agent in memory, and everything in their own store", () => {
    const stage = new Stage();
    const { page, id } = begin(stage);
    page.change(id, { html: "<p>One</p>" });
    page.leave();
    expect(page.drafts.value).toEqual({});
    expect(stage.page().drafts.value[id]?.writing.html).toBe("<p>One</p>");
  });
});
