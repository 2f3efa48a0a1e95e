import { describe, expect, it } from "vitest";
import { Knowledge, type KnowledgePorts } from "~/knowledge/knowledge";
import { Refusal } from "~/transport/refusal";
import { AT, snapshot } from "../kit";

const ENTRY = { id: "hours", question: "When are you open?" };
const refused = new Refusal({ code: "forbidden", message: "not you" });

function base(requests: Partial<KnowledgePorts["requests"]> = {}) {
  const told: string[] = [];
  const asked: string[] = [];
  const knowledge = new Knowledge({
    requests: {
      search: async () => [],
      categories: async () => [{ id: "1", name: "Delivery" }],
      read: async (id) => {
        asked.push(id);
        return {
          ...ENTRY,
          id,
          shortcut: null,
          category: "1",
          html: "<p>8 to 19 h</p>",
          insertable_as: ["text", "link"],
        };
      },
      suggest: async () => [],
      insert: async (_, as) => ({ html: "<p>8 to 19 h</p>", text: "8 to 19 h", inserted_as: as }),
      ...requests,
    },
    explain: (error) => told.push((error as Refusal).message),
    linkedInstead: (question) => told.push(`link: ${question}`),
    later: () => () => undefined,
  });
  const open = async (permissions = ["faq.view"]) => {
    knowledge.follow({ type: "snapshot", payload: snapshot({ permissions }), at: AT });
    await settle();
  };
  return { knowledge, told, asked, open };
}

const settle = () => new Promise((go) => setTimeout(go));

describe("the knowledge base at the desk", () => {
  it("is offered to who may look into it (FAQ-011)", async () => {
    const { knowledge, open } = base();
    expect(knowledge.offered).toBe(false);
    await open();
    expect(knowledge.offered).toBe(true);
    await open([]);
    expect(knowledge.offered).toBe(false);
  });

  it("is not shown where the gateway has none", async () => {
    const { knowledge, open, told } = base({ categories: () => Promise.reject(refused) });
    await open();
    expect(knowledge.offered).toBe(false);
    expect(told).toEqual([]);
  });

  it("asks for an entry once, however often it is looked at", async () => {
    const { knowledge, asked } = base();
    expect(knowledge.entry("hours")).toBeNull();
    knowledge.entry("hours");
    await settle();
    expect(knowledge.entry("hours")?.html).toBe("<p>8 to 19 h</p>");
    expect(asked).toEqual(["hours"]);
  });

  it("says so where a link goes in instead of the text (FAQ-015)", async () => {
    const { knowledge, told } = base({
      insert: async () => ({ html: "", text: "", inserted_as: "link" }),
    });
    await knowledge.take(ENTRY, "link");
    expect(told).toEqual([]);
    await knowledge.take(ENTRY, "text");
    expect(told).toEqual(["link: When are you open?"]);
  });

  it("gives nothing to insert where it was refused, and says why", async () => {
    const { knowledge, told } = base({ insert: () => Promise.reject(refused) });
    expect(await knowledge.take(ENTRY, "text")).toBeNull();
    expect(told).toEqual(["not you"]);
  });

  it("keeps silent about suggestions that failed", async () => {
    const { knowledge, told } = base({ suggest: () => Promise.reject(refused) });
    expect(await knowledge.suggestions("chat")).toEqual([]);
    expect(told).toEqual([]);
  });
});

describe("what one inserts", () => {
  it("goes where one wrote last, as long as that is there", () => {
    const { places } = base().knowledge;
    const chat = { insert: () => undefined };
    const mail = { insert: () => undefined };
    places.enter(chat);
    places.enter(mail);
    places.leave(chat);
    expect(places.current.value).toBe(mail);
    places.leave(mail);
    expect(places.current.value).toBeNull();
  });
});
