import { describe, expect, it } from "vitest";
import { Drafts } from "~/composer/drafts";
import { htmlOfText } from "~/mail/plain-body";
import { Kept } from "~/storage/kept";
import { MemoryStorage } from "../memory-storage";

function drafts(store: Storage | null, agent = "me"): Drafts {
  const opened = new Drafts();
  opened.belongTo(new Kept(store, agent));
  return opened;
}

const written = (text: string) => ({ text, html: htmlOfText(text), formatted: false });

describe("a draft", () => {
  it("survives a reload, each chat its own", () => {
    const store = new MemoryStorage();
    const before = drafts(store);
    before.change("a", written("one"));
    before.change("b", written("two"));
    const after = drafts(store);
    expect(after.of("a").text).toBe("one");
    expect(after.of("b").text).toBe("two");
  });

  it("belongs to one agent of a shared browser", () => {
    const store = new MemoryStorage();
    drafts(store, "first").change("a", written("mine"));
    expect(drafts(store, "second").of("a").text).toBe("");
  });

  it("is forgotten when emptied", () => {
    const store = new MemoryStorage();
    const own = drafts(store);
    own.change("a", written("one"));
    own.change("a", written(""));
    expect(store.length).toBe(0);
  });

  it("lives on the screen alone where nothing can be kept", () => {
    const own = drafts(null);
    own.change("a", written("one"));
    expect(own.of("a").text).toBe("one");
  });

  it("that cannot be read is no reason not to open", () => {
    const store = new MemoryStorage();
    store.setItem("parley.desk.me.draft.a", "{broken");
    expect(drafts(store).of("a").text).toBe("");
  });
});
