import type { AgentStatus, Status } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { Knowledge, type KnowledgePorts } from "~/knowledge/knowledge";
import { EntryRequests } from "~/transport/entries";
import { Refusal } from "~/transport/refusal";
import { AT, ME, snapshot } from "../kit";

const ENTRY = { id: "hours", question: "When are you open?" };
const refused = new Refusal({ code: "forbidden", message: "not you" });

function base(requests: Partial<KnowledgePorts["requests"]> = {}) {
  const told: string[] = [];
  const asked: string[] = [];
  const knowledge = new Knowledge({
    requests: {
      search: async () => [],
      categories: async () => [{ id: "1", name: "Delivery", entries: 1 }],
      read: async (id) => {
        asked.push(id);
        return {
          ...ENTRY,
          id,
          shortcut: null,
          category: "1",
          language: "en",
          excerpt: "8 to 19 h",
          html: "<p>8 to 19 h</p>",
          text: "8 to 19 h",
          insertable_as: ["text", "link"],
          reasons: [],
          url: "/faq/hours",
        };
      },
      suggest: async () => [],
      insert: async (_, as) => ({
        ok: true,
        html: "<p>8 to 19 h</p>",
        text: "8 to 19 h",
        inserted_as: as,
      }),
      ...requests,
    },
    entries: new EntryRequests(() => null),
    explain: (error) => told.push((error as Refusal).message),
    linkedInstead: (question) => told.push(`link: ${question}`),
    later: () => () => undefined,
  });
  const open = async (permissions = ["faq.view"], status: Status = "available") => {
    const payload = snapshot({ permissions, agent: { ...ME, status } });
    knowledge.follow({ type: "snapshot", payload, at: AT });
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

  it("is not shown while there is nothing in it", async () => {
    const { knowledge, open } = base({
      categories: async () => [{ id: "1", name: "Delivery", entries: 0 }],
    });
    await open();
    expect(knowledge.offered).toBe(false);
  });

  it("is shown all the same to who may begin it", async () => {
    const { knowledge, open } = base({ categories: async () => [] });
    await open(["faq.view", "faq.add"]);
    expect(knowledge.offered).toBe(true);
  });

  it("is asked for once the break is over", async () => {
    const { knowledge, open } = base();
    await open(undefined, "on_break");
    expect(knowledge.offered).toBe(false);
    const payload: AgentStatus = {
      status: "available",
      since: "",
      code: null,
      stop_new: false,
      next_status: null,
      reason: "agent",
      allowed: [],
    };
    knowledge.follow({ type: "status", payload, at: AT });
    await settle();
    expect(knowledge.offered).toBe(true);
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
      insert: async () => ({ ok: true, html: "", text: "", inserted_as: "link" }),
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
    expect(places.current.value).toBe(mail);
    places.leave(mail);
    expect(places.current.value).toBe(chat);
    places.enter(mail);
    places.enter(chat);
    places.leave(mail);
    expect(places.current.value).toBe(chat);
    places.leave(chat);
    expect(places.current.value).toBeNull();
  });
});
