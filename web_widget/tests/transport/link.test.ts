/** The link notices silence, tries again, and loses no answer silently. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChannelHandlers, OpenChannel } from "../../src/transport/channel";
import { Link, LinkLost, type LinkState } from "../../src/transport/link";

/** A channel the test plays the network of. */
class FakeChannel {
  readonly sent: {
    name: string;
    payload: unknown;
    answered: ((payload: unknown) => void) | undefined;
  }[] = [];
  closed = false;

  constructor(
    readonly handlers: ChannelHandlers,
    readonly auth: () => object,
  ) {}

  emit(name: string, payload: unknown, answered?: (payload: unknown) => void): void {
    this.sent.push({ name, payload, answered });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.handlers.closed();
  }
}

let channels: FakeChannel[];
let polled: FakeChannel[];
let states: LinkState[];
let link: Link;
const opener =
  (into: FakeChannel[]): OpenChannel =>
  (auth, handlers) => {
    const channel = new FakeChannel(handlers, auth);
    into.push(channel);
    return channel;
  };
const last = (): FakeChannel => channels.at(-1) as FakeChannel;

beforeEach(() => {
  vi.useFakeTimers();
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  vi.stubGlobal("dispatchEvent", page.dispatchEvent.bind(page));
  vi.stubGlobal("navigator", { onLine: true });
  vi.spyOn(Math, "random").mockReturnValue(0);
  channels = [];
  polled = [];
  states = [];
  link = new Link(opener(channels), async () => opener(polled), {
    auth: () => ({ site: "demo" }),
    changed: (state) => states.push(state),
    event: () => {},
  });
  link.start();
});

afterEach(() => {
  link.stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it("connects, and again after a loss", async () => {
  last().handlers.opened();
  last().close();
  await vi.advanceTimersByTimeAsync(250);
  expect(channels).toHaveLength(2);
  expect(states).toEqual(["connecting", "online", "offline", "connecting"]);
});

it("gives polling a turn after two attempts that failed", async () => {
  last().close();
  await vi.advanceTimersByTimeAsync(250);
  last().close();
  await vi.advanceTimersByTimeAsync(500);
  expect([channels.length, polled.length]).toEqual([2, 1]);
  polled[0]?.close();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([channels.length, polled.length]).toEqual([3, 1]);
});

it("drops at once when the browser says it is offline, and returns at once", async () => {
  last().handlers.opened();
  dispatchEvent(new Event("offline"));
  expect(last().closed).toBe(true);
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(channels).toHaveLength(2);
});

describe("a command", () => {
  const end = () => link.call("chat.end", { chat_id: "chat" });

  it("is answered", async () => {
    last().handlers.opened();
    const answer = end();
    last().sent[0]?.answered?.({ ok: true });
    await expect(answer).resolves.toEqual({ ok: true });
  });

  it("is lost while there is no connection", async () => {
    await expect(end()).rejects.toBeInstanceOf(LinkLost);
  });

  it("is lost with the connection", async () => {
    last().handlers.opened();
    const answer = end();
    last().close();
    await expect(answer).rejects.toBeInstanceOf(LinkLost);
  });

  it("that stays unanswered for ten seconds ends a connection that only seems alive", async () => {
    last().handlers.opened();
    const answer = expect(end()).rejects.toBeInstanceOf(LinkLost);
    await vi.advanceTimersByTimeAsync(10_000);
    await answer;
    expect(channels[0]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(250);
    expect(channels).toHaveLength(2);
  });
});

describe("a refusal", () => {
  const refuse = (code: string): void => {
    last().handlers.refused({ message: code });
    last().close();
  };

  it("that passes is tried again soon", async () => {
    refuse("rate_limited");
    expect(states.at(-1)).toBe("offline");
    await vi.advanceTimersByTimeAsync(250);
    expect(channels).toHaveLength(2);
  });

  it("that stays is said, and tried again after a minute", async () => {
    refuse("not_found");
    expect(states.at(-1)).toBe("refused");
    await vi.advanceTimersByTimeAsync(59_000);
    expect(channels).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(channels).toHaveLength(2);
  });
});
