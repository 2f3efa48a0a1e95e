/** Holes are filled, reading is told, typing fades. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Feed, type HistoryRange } from "../../src/session/feed";
import { reduce } from "../../src/session/reduce";
import { type Action, initialState, present, type State } from "../../src/session/state";
import { chat, message, session } from "../values";

let state: State;
let asked: HistoryRange[];
let read: number[];
let spoken: number[];
let confirmed: string[];
let feed: Feed;
const apply = (...actions: Action[]): void => {
  state = actions.reduce(reduce, state);
};

beforeEach(() => {
  vi.useFakeTimers();
  [asked, read, spoken, confirmed] = [[], [], [], []];
  state = initialState;
  apply(
    { type: "link", state: "online", code: null },
    { type: "session", session: session({ chat: chat() }) },
  );
  feed = new Feed({
    state: () => state,
    apply,
    history: async (_, range) => {
      asked.push(range);
    },
    tellRead: (_, seq) => read.push(seq),
    confirmed: (id) => confirmed.push(id),
    spoken: ({ seq }) => spoken.push(seq),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a hole", () => {
  it("older than a second is asked for", async () => {
    feed.message(message(1));
    feed.message(message(3));
    await vi.advanceTimersByTimeAsync(999);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([{ after_seq: 1 }]);
  });

  it("that closes by itself is not", async () => {
    feed.message(message(1));
    feed.message(message(3));
    feed.message(message(2));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toEqual([]);
  });

  it("that stays is asked for again, ever less often", async () => {
    feed.message(message(1));
    feed.message(message(3));
    const counts: number[] = [];
    for (const seconds of [1, 2, 4, 8]) {
      await vi.advanceTimersByTimeAsync(seconds * 1_000);
      counts.push(asked.length);
    }
    expect(counts).toEqual([1, 2, 3, 4]);
  });

  it("waits for the connection", async () => {
    feed.message(message(1));
    feed.message(message(3));
    apply({ type: "link", state: "offline", code: null });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toEqual([]);
  });
});

it("brings the first message of a chat that began here, where a later one overtook it", async () => {
  apply({ type: "session", session: session({ chat: null }) });
  feed.message(message(1, { chat_id: "new" }));
  feed.chat(chat({ id: "new", last_seq: 1 }));
  feed.message(message(2, { chat_id: "new", from: "system" }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([{ after_seq: 0 }]);
});

it("asks for the newest page at once where nothing is here yet", async () => {
  feed.chat(chat({ rev: 2, last_seq: 80 }));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([{ before_seq: 81 }]);
});

describe("reading", () => {
  it("is told once, and only while the customer looks", () => {
    feed.message(message(1));
    expect(read).toEqual([]);
    apply({ type: "watching", watching: true });
    feed.markRead();
    feed.markRead();
    expect(read).toEqual([1]);
    feed.message(message(2));
    expect(read).toEqual([1, 2]);
  });
});

it("tells of what the other side says, once, and of nothing else", () => {
  feed.message(message(1));
  feed.message(message(1));
  feed.message(message(2, { from: "system" }));
  feed.message(message(3, { from: "customer", client_id: "a" }));
  expect(spoken).toEqual([1]);
  expect(confirmed).toEqual(["a"]);
});

describe("typing", () => {
  const typing = (on: boolean) => feed.typing({ chat_id: "chat", from: "agent", typing: on });

  it("fades after six seconds without a word", async () => {
    typing(true);
    await vi.advanceTimersByTimeAsync(5_000);
    typing(true);
    await vi.advanceTimersByTimeAsync(5_999);
    expect(state.typing).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.typing).toBe(false);
  });

  it("of one's own other tab is nothing", () => {
    feed.typing({ chat_id: "chat", from: "customer", typing: true });
    expect(state.typing).toBe(false);
  });
});

it("follows the chat", () => {
  feed.chat(chat({ rev: 2, state: "ended" }));
  feed.read({ chat_id: "chat", seq: 0, by: "agent" });
  expect(present(state)?.chat?.state).toBe("ended");
});
