/** What the browser remembers is scoped to the site and survives nonsense. */
import { expect, it } from "vitest";
import { Memory } from "../../src/session/memory";
import { pending, storage } from "../values";

it("keeps one site's memory from another's", () => {
  const shared = storage();
  new Memory("a", shared).token = "secret";
  expect(new Memory("a", shared).token).toBe("secret");
  expect(new Memory("b", shared).token).toBeNull();
});

it("gives the outbox back in the order it was written", () => {
  const shared = storage();
  const memory = new Memory("a", shared);
  memory.keepPending(pending("2", { at: "2026-11-20T10:00:02Z" }));
  memory.keepPending(pending("1", { at: "2026-11-20T10:00:01Z" }));
  const again = new Memory("a", shared);
  expect(again.outbox.map(({ client_id }) => client_id)).toEqual(["1", "2"]);
  again.dropPending("1");
  expect(memory.outbox.map(({ client_id }) => client_id)).toEqual(["2"]);
});

it("shrugs at what it cannot read", () => {
  const shared = storage();
  shared.setItem("parley:a:chats", "{");
  shared.setItem("parley:a:outbox:1", "nonsense");
  const memory = new Memory("a", shared);
  expect(memory.chats).toEqual([]);
  expect(memory.outbox).toEqual([]);
});

it("works with a full storage", () => {
  const full = storage();
  full.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const memory = new Memory("a", full);
  memory.draft = "text";
  expect(memory.draft).toBe("");
});

it("remembers the last ten chats, each once", () => {
  const memory = new Memory("a", storage());
  for (let i = 0; i < 12; i += 1) memory.addChat(String(i));
  memory.addChat("11");
  expect(memory.chats).toEqual(["2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
});

it("forgets the one before when somebody else sits down", () => {
  const memory = new Memory("a", storage());
  memory.token = "secret";
  memory.addChat("c1");
  memory.draft = "half a";
  memory.muted = true;
  memory.keepPending(pending("1"));
  memory.forget();
  expect([memory.token, memory.chats, memory.draft, memory.outbox]).toEqual([null, [], "", []]);
  expect(memory.muted).toBe(true);
});
