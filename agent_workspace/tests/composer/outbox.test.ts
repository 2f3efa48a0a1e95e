import type { Message } from "@parley/wire";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Outbox, type OutboxItem } from "~/composer/outbox";
import { Kept } from "~/storage/kept";
import { Refusal } from "~/transport/refusal";
import { message } from "../kit";
import { MemoryStorage } from "../memory-storage";

interface Attempt {
  item: OutboxItem;
  give(answer: { message: Message }): void;
  refuse(error: Refusal): void;
}

let attempts: Attempt[];
let sent: Message[];
let store: MemoryStorage;
let ids: number;

function open(): Outbox {
  const outbox = new Outbox({
    send: (item) => new Promise((give, refuse) => attempts.push({ item, give, refuse })),
    onSent: (message) => sent.push(message),
    newId: () => `id${++ids}`,
    now: () => 0,
  });
  outbox.belongTo(new Kept(store, "me"));
  return outbox;
}

beforeEach(() => {
  vi.useFakeTimers();
  attempts = [];
  sent = [];
  store = new MemoryStorage();
  ids = 0;
});

afterEach(() => vi.useRealTimers());

const settled = () => vi.advanceTimersByTimeAsync(0);
const refusal = (code: string, seconds?: number) =>
  new Refusal({ code, message: `because ${code}`, retry_after_seconds: seconds ?? null });

describe("a posted message", () => {
  it("leaves the outbox once it is stored", async () => {
    const outbox = open();
    outbox.post("chat", "hello", []);
    attempts[0]?.give({ message: message(1) });
    await settled();
    expect(outbox.items.value).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  it("survives a reload and goes out again under the same id", async () => {
    open().post("chat", "hello", []);
    open();
    expect(attempts.map(({ item }) => item.clientId)).toEqual(["id1", "id1"]);
  });

  it("that is refused stays with its reason, and is tried again as a new one", async () => {
    const outbox = open();
    outbox.post("chat", "hello", []);
    attempts[0]?.refuse(refusal("chat_ended"));
    await settled();
    expect(outbox.items.value[0]?.problem).toBe("because chat_ended");
    outbox.retry("id1");
    expect(attempts[1]?.item).toMatchObject({ clientId: "id2", text: "hello", problem: null });
  });

  it.each([
    ["rate_limited", 3, 3_000],
    ["unavailable", undefined, 2_000],
  ])("answered %s is tried again by itself", async (code, seconds, wait) => {
    const outbox = open();
    outbox.post("chat", "hello", []);
    attempts[0]?.refuse(refusal(code, seconds));
    await settled();
    expect(outbox.items.value[0]?.problem).toBeNull();
    await vi.advanceTimersByTimeAsync(wait - 1);
    expect(attempts).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(attempts.map(({ item }) => item.clientId)).toEqual(["id1", "id1"]);
  });

  it("can be given up", async () => {
    const outbox = open();
    outbox.post("chat", "hello", []);
    attempts[0]?.refuse(refusal("invalid"));
    await settled();
    outbox.discard("id1");
    expect(outbox.items.value).toEqual([]);
    expect(store.length).toBe(0);
  });
});
