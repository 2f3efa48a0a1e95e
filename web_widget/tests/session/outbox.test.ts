/** One's own messages go out in order, once confirmed or clearly refused, and survive a lost connection. */
import type { Message } from "@parley/wire";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Memory } from "../../src/session/memory";
import { Outbox } from "../../src/session/outbox";
import { reduce } from "../../src/session/reduce";
import { type Action, initialState, type State } from "../../src/session/state";
import { type AnswerTo, LinkLost } from "../../src/transport/link";
import { message, storage } from "../values";

type Answer = AnswerTo<"chat.send">;

let state: State;
let memory: Memory;
let calls: { text: string; clientId: string; answer: (answer: Answer) => void; lose: () => void }[];
let received: Message[];
let outbox: Outbox;

const settle = () => vi.advanceTimersByTimeAsync(0);
const accept = async (seq: number) => {
  const call = calls.at(-1);
  call?.answer({ ok: true, message: message(seq, { from: "customer", text: call.text }) });
  await settle();
};
const refuse = async (code: string, seconds?: number) => {
  calls.at(-1)?.answer({
    ok: false,
    error: { code, message: "No.", retry_after_seconds: seconds ?? null },
  });
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers();
  state = initialState;
  memory = new Memory("demo", storage());
  calls = [];
  received = [];
  const apply = (action: Action) => {
    state = reduce(state, action);
  };
  outbox = new Outbox(memory, {
    pending: () => state.pending,
    call: ({ text, client_id }) =>
      new Promise((answer, reject) => {
        calls.push({
          text: text ?? "",
          clientId: client_id,
          answer,
          lose: () => reject(new LinkLost("chat.send")),
        });
      }),
    apply,
    received: (confirmed) => {
      received.push(confirmed);
      apply({ type: "messages", chat_id: confirmed.chat_id, messages: [confirmed] });
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
});

it("sends one message at a time, in the order they were written", async () => {
  outbox.add("chat", "first", []);
  outbox.add("chat", "second", []);
  expect(calls.map(({ text }) => text)).toEqual(["first"]);
  await accept(1);
  expect(calls.map(({ text }) => text)).toEqual(["first", "second"]);
  await accept(2);
  expect(state.pending).toEqual([]);
  expect(received.map(({ seq }) => seq)).toEqual([1, 2]);
});

it("keeps a message whose answer was lost, and repeats it under the same id", async () => {
  outbox.add("chat", "first", []);
  calls[0]?.lose();
  await settle();
  expect(calls).toHaveLength(1);
  expect(memory.outbox.map(({ text }) => text)).toEqual(["first"]);
  outbox.flush();
  expect(calls.map(({ clientId }) => clientId)).toEqual([calls[0]?.clientId, calls[0]?.clientId]);
});

describe("a refusal", () => {
  it("that passes is waited out", async () => {
    outbox.add("chat", "first", []);
    await refuse("rate_limited", 7);
    await vi.advanceTimersByTimeAsync(6_900);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(calls).toHaveLength(2);
  });

  it("that stays is shown, does not hold up what follows, and is not brought back by a new page", async () => {
    outbox.add("chat", "bad", []);
    outbox.add("chat", "good", []);
    await refuse("invalid");
    expect(state.pending[0]).toMatchObject({ text: "bad", state: "failed" });
    expect(calls.map(({ text }) => text)).toEqual(["bad", "good"]);
    expect(memory.outbox.map(({ text }) => text)).toEqual(["good"]);
  });

  it("can be tried again or dropped by the customer", async () => {
    outbox.add("chat", "bad", []);
    await refuse("invalid");
    const id = state.pending[0]?.client_id ?? "";
    outbox.retry(id);
    expect(calls).toHaveLength(2);
    await refuse("invalid");
    outbox.discard(id);
    expect(state.pending).toEqual([]);
  });
});
