import { describe, expect, it } from "vitest";
import {
  emptyConversation,
  firstHole,
  receiveChat,
  receiveHistory,
  receiveMessages,
  receiveRead,
  receiveTyping,
  TYPING_LIFETIME_MS,
  unansweredSince,
  unreadCount,
} from "~/state/conversation";
import { AT, chat, message } from "../kit";

const empty = emptyConversation("chat");
const loaded = receiveHistory(empty, { messages: [], more: false, direction: "before" }, AT);
const seqs = (held: typeof empty) => held.messages.map(({ seq }) => seq);

describe("messages", () => {
  it.each([
    ["in order", [1, 2, 3]],
    ["out of order", [3, 1, 2]],
    ["twice", [1, 2, 2, 3, 1]],
  ])("arriving %s stand once each by seq", (_, arriving) => {
    const held = arriving.reduce((held, seq) => receiveMessages(held, [message(seq)], AT), loaded);
    expect(seqs(held)).toEqual([1, 2, 3]);
    expect(firstHole(held)).toBeNull();
    expect(held.holeSince).toBeNull();
  });

  it("end the typing of who wrote them", () => {
    const typing = receiveTyping(loaded, "customer", true, AT);
    expect(typing.typing?.until).toBe(AT + TYPING_LIFETIME_MS);
    expect(receiveMessages(typing, [message(1)], AT).typing).toBeNull();
    expect(receiveMessages(typing, [message(1, { from: "agent" })], AT).typing).not.toBeNull();
  });
});

describe("a hole", () => {
  it("between two messages is found and dated from when it was first seen", () => {
    const first = receiveMessages(loaded, [message(1), message(4)], AT);
    expect(firstHole(first)).toEqual({ after: 1, before: 4 });
    const later = receiveMessages(first, [message(5)], AT + 900);
    expect(later.holeSince).toBe(AT);
  });

  it("at the end shows by the chat's own last_seq", () => {
    const held = receiveChat(receiveMessages(loaded, [message(1)], AT), chat({ last_seq: 3 }), AT);
    expect(firstHole(held)).toEqual({ after: 1, before: 4 });
  });

  it("is none before the log was loaded at all", () => {
    const held = receiveChat(receiveMessages(empty, [message(7)], AT), chat({ last_seq: 7 }), AT);
    expect(firstHole(held)).toBeNull();
  });

  it("closes with the page that fills it", () => {
    const holed = receiveMessages(loaded, [message(1), message(3)], AT);
    const held = receiveHistory(
      holed,
      { messages: [message(2)], more: false, direction: "after" },
      AT + 1_500,
    );
    expect(seqs(held)).toEqual([1, 2, 3]);
    expect(held.holeSince).toBeNull();
  });

  it("that a page leaves open is waited for anew, not asked for in a loop", () => {
    const holed = receiveMessages(loaded, [message(1), message(3)], AT);
    const held = receiveHistory(
      holed,
      { messages: [], more: false, direction: "after" },
      AT + 1_500,
    );
    expect(held.holeSince).toBe(AT + 1_500);
  });
});

describe("marks", () => {
  it("only ever rise", () => {
    const read = receiveRead(loaded, "customer", 5);
    expect(receiveRead(read, "customer", 3).readByCustomer).toBe(5);
    expect(receiveChat(read, chat({ read: { customer: 2, agent: 1 } }), AT).readByCustomer).toBe(5);
  });

  it("count the customer's unread messages and nobody else's", () => {
    const held = receiveMessages(
      loaded,
      [message(1), message(2, { from: "agent" }), message(3, { from: "bot" }), message(4)],
      AT,
    );
    expect(unreadCount(held)).toBe(2);
    expect(unreadCount(receiveRead(held, "agent", 1))).toBe(1);
    expect(unreadCount(receiveRead(held, "agent", 4))).toBe(0);
  });
});

describe("waiting for an answer", () => {
  it("begins with the customer's first unanswered word and ends with the agent's", () => {
    const asked = receiveMessages(loaded, [message(1), message(2)], AT);
    expect(unansweredSince(asked)).toBe(message(1).at);
    const answered = receiveMessages(asked, [message(3, { from: "agent" })], AT);
    expect(unansweredSince(answered)).toBeNull();
    expect(unansweredSince(receiveMessages(answered, [message(4)], AT))).toBe(message(4).at);
  });

  it("is not ended by a robot or a note of the system", () => {
    const held = receiveMessages(
      loaded,
      [message(1), message(2, { from: "bot" }), message(3, { from: "system" })],
      AT,
    );
    expect(unansweredSince(held)).toBe(message(1).at);
  });
});
