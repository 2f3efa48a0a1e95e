import type { CustomerRecord } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { CustomerBook } from "~/customers/customer-book";
import { OpenTabs } from "~/desk/open-tabs";
import { Kept } from "~/storage/kept";
import { Refusal } from "~/transport/refusal";
import { MemoryStorage } from "../memory-storage";
import { customer } from "./kit";

const conflict = new Refusal({ code: "conflict", message: "" });

class World {
  readonly told: unknown[] = [];
  readonly read: [string, string][] = [];
  readonly gone: string[] = [];
  record: CustomerRecord = customer("c");
  refuses: Refusal | null = null;

  readonly book = new CustomerBook({
    requests: {
      read: async () => this.answer(),
      create: async () => this.answer(),
      change: async () => this.answer(),
      merge: async () => this.answer(),
      undoMerge: async () => ({ ok: true, kept_id: "c", merged_id: "d" }),
    },
    onRead: (id, { id: now }) => this.read.push([id, now]),
    onGone: (id) => this.gone.push(id),
    explain: (error) => this.told.push(error),
  });

  private answer(): CustomerRecord {
    const refusal = this.refuses;
    this.refuses = null;
    if (refusal !== null) throw refusal;
    return this.record;
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("the customer book", () => {
  it("shows whoever was too slow what the others have made of it", async () => {
    const world = new World();
    world.refuses = conflict;
    world.record = customer("c", { rev: 2, phone: "0170" });
    expect(await world.book.change("c", { rev: 1, phone: "0171" })).toBeNull();
    await settled();
    expect(world.told).toEqual([conflict]);
    expect(world.book.of("c").record?.phone).toBe("0170");
  });

  it("says which record stands for one that was merged", async () => {
    const world = new World();
    await world.book.refresh("d");
    expect(world.read).toEqual([["d", "c"]]);
    expect(world.book.of("d").record?.id).toBe("c");
  });

  it("tells what is gone from what cannot be reached", async () => {
    const world = new World();
    await world.book.refresh("c");
    world.refuses = new Refusal({ code: "not_found", message: "" });
    await world.book.refresh("c");
    expect(world.book.of("c")).toEqual({ record: null, problem: "gone" });
    expect(world.gone).toEqual(["c"]);
    world.refuses = Refusal.noConnection();
    await world.book.refresh("c");
    expect(world.book.of("c").problem).toBe("unreachable");
  });

  it("keeps nothing for whoever logs in next", async () => {
    const world = new World();
    const late = world.book.refresh("c");
    world.book.forget();
    await late;
    expect(world.book.of("c").record).toBeNull();
  });
});

describe("several customers open at once (CRM-022)", () => {
  const tab = (id: string) => ({ id, number: `10${id}`, name: `Name ${id}` });

  it("each have a tab, which goes on as the record that it was merged into", () => {
    const tabs = new OpenTabs<ReturnType<typeof tab>>("customer-tabs");
    tabs.belongTo(new Kept(new MemoryStorage(), "me"));
    for (const id of ["1", "2", "3", "2"]) tabs.show(tab(id));
    expect(tabs.open.value.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    tabs.replace("2", tab("3"));
    expect(tabs.open.value.map(({ id }) => id)).toEqual(["1", "3"]);
    expect(tabs.shown.value).toBe("3");
    tabs.close("3");
    expect(tabs.shown.value).toBe("1");
  });
});
