import { describe, expect, it } from "vitest";
import { OpenTabs } from "~/desk/open-tabs";
import { Kept } from "~/storage/kept";
import { MemoryStorage } from "../memory-storage";

const tab = (id: string, customer = "Customer") => ({ id, number: `10${id}`, customer });

function tabs(store = new MemoryStorage()): OpenTabs<ReturnType<typeof tab>> {
  const opened = new OpenTabs<ReturnType<typeof tab>>("case-tabs");
  opened.belongTo(new Kept(store, "me"));
  return opened;
}

describe("several cases open at once (CRM-022)", () => {
  it("each have a tab, once", () => {
    const open = tabs();
    for (const id of ["1", "2", "1"]) open.show(tab(id));
    expect(open.open.value.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(open.shown.value).toBe("1");
  });

  it("take the new name of their customer", () => {
    const open = tabs();
    open.show(tab("1"));
    open.show(tab("1", "Another"));
    expect(open.open.value).toEqual([tab("1", "Another")]);
  });

  it("give their place to the tab beside them when they close", () => {
    const open = tabs();
    for (const id of ["1", "2", "3"]) open.show(tab(id));
    open.show(tab("2"));
    open.close("2");
    expect(open.shown.value).toBe("3");
    open.close("3");
    expect(open.shown.value).toBe("1");
    open.close("1");
    expect(open.shown.value).toBeNull();
  });

  it("stay open across a reload, with the list in sight", () => {
    const store = new MemoryStorage();
    tabs(store).show(tab("1"));
    const reloaded = tabs(store);
    expect(reloaded.open.value).toEqual([tab("1")]);
    expect(reloaded.shown.value).toBeNull();
  });
});
