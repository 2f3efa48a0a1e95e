import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { backoff } from "~/transport/backoff";
import { BRIEF_MS, PendingRequests, type Request } from "~/transport/pending-requests";

let sent: Request[];
let pending: PendingRequests;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  pending = new PendingRequests({
    transmit: (request) => sent.push(request),
    now: () => Date.now(),
  });
});

afterEach(() => vi.useRealTimers());

const names = () => sent.map(({ name }) => name);

describe("a request", () => {
  it("goes out at once while the link stands", () => {
    pending.resume();
    void pending.add("one", {}, "endless");
    expect(names()).toEqual(["one"]);
  });

  it("waits for the link, then goes out in the order it was asked", () => {
    void pending.add("one", {}, "endless");
    void pending.add("two", {}, "endless");
    expect(names()).toEqual([]);
    pending.resume();
    expect(names()).toEqual(["one", "two"]);
  });

  it("without an answer is repeated after a reconnection", async () => {
    pending.resume();
    const answer = pending.add("one", {}, "endless");
    pending.pause();
    pending.resume();
    expect(names()).toEqual(["one", "one"]);
    sent[1]?.settle({ ok: true, value: 2 });
    await expect(answer).resolves.toEqual({ ok: true, value: 2 });
  });

  it("is answered once, though it may be answered twice", async () => {
    pending.resume();
    const answer = pending.add("one", {}, "endless");
    sent[0]?.settle({ ok: true, value: 1 });
    sent[0]?.settle({ ok: true, value: 2 });
    await expect(answer).resolves.toEqual({ ok: true, value: 1 });
    pending.resume();
    expect(names()).toEqual(["one"]);
  });

  it("that is refused says why", async () => {
    pending.resume();
    const answer = pending.add("one", {}, "brief");
    sent[0]?.settle({ ok: false, error: { code: "forbidden", message: "No.", field: "x" } });
    await expect(answer).rejects.toMatchObject({ code: "forbidden", message: "No.", field: "x" });
  });

  it("of a person gives up after a while, one of the desk never", async () => {
    const person = pending.add("person", {}, "brief");
    void pending.add("desk", {}, "endless");
    const refused = expect(person).rejects.toMatchObject({ code: "no_connection" });
    vi.advanceTimersByTime(BRIEF_MS);
    await refused;
    pending.resume();
    expect(names()).toEqual(["desk"]);
  });

  it("ends with the session", async () => {
    const answer = pending.add("one", {}, "endless");
    const refused = expect(answer).rejects.toMatchObject({ code: "no_connection" });
    pending.abandonAll();
    await refused;
    pending.resume();
    expect(names()).toEqual([]);
  });
});

describe("the pause before another attempt", () => {
  it.each([
    [0, 0, 200],
    [0, 1, 400],
    [3, 0.5, 2_400],
    [40, 1, 8_000],
  ])("number %d with chance %d is %d ms", (attempts, chance, expected) => {
    expect(backoff(attempts, chance)).toBe(expected);
  });
});
