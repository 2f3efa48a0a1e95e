/** The conversation survives what networks do to it. */
import { describe, expect, it } from "vitest";
import { reduce } from "../../src/session/reduce";
import { type Action, liveChat, present, unreadCount } from "../../src/session/state";
import { after, arrived, chat, message, pending, session } from "../values";

const greeted: Action = { type: "session", session: session({ chat: chat({ last_seq: 3 }) }) };
const seqs = (state: ReturnType<typeof after>) => present(state)?.messages.map(({ seq }) => seq);

describe("messages", () => {
  it("stand in the order of seq, whatever order they came in, each once", () => {
    const state = after(
      greeted,
      arrived(message(3)),
      arrived(message(1), message(3)),
      arrived(message(2)),
    );
    expect(seqs(state)).toEqual([1, 2, 3]);
  });

  it("replace their pending twin, by event or by answer, whichever comes first", () => {
    const own = message(4, { from: "customer", client_id: "a" });
    const state = after(greeted, { type: "queued", pending: pending("a") }, arrived(own));
    expect(state.pending).toEqual([]);
    expect(reduce(state, arrived(own)).pending).toEqual([]);
    expect(seqs(state)).toEqual([4]);
  });

  it("keep their client id when a copy without one follows", () => {
    const own = message(4, { from: "customer", client_id: "a" });
    const state = after(greeted, arrived(own), arrived({ ...own, client_id: null }));
    expect(present(state)?.messages[0]?.client_id).toBe("a");
  });

  it("that overtake the answer to one's own stand after it all the same", () => {
    const state = after(
      greeted,
      { type: "queued", pending: pending("a") },
      arrived(message(5)),
      arrived(message(4, { from: "customer", client_id: "a" })),
    );
    expect(seqs(state)).toEqual([4, 5]);
  });

  it("leave the messages of another chat alone", () => {
    const state = after(greeted, { type: "messages", chat_id: "other", messages: [message(1)] });
    expect(seqs(state)).toEqual([]);
  });
});

describe("the outbox", () => {
  it("holds a message once, however often it is queued", () => {
    const queued: Action = { type: "queued", pending: pending("a") };
    expect(after(greeted, queued, queued).pending).toHaveLength(1);
  });

  it("keeps a refused message until the customer decides", () => {
    const error = { code: "invalid", message: "No." };
    const refused = after(
      greeted,
      { type: "queued", pending: pending("a") },
      { type: "refused", client_id: "a", error },
    );
    expect(refused.pending[0]).toMatchObject({ state: "failed", error });
    expect(reduce(refused, { type: "retried", client_id: "a" }).pending[0]).toMatchObject({
      state: "queued",
      error: null,
    });
    expect(reduce(refused, { type: "dropped", client_id: "a" }).pending).toEqual([]);
  });

  it("survives a new session", () => {
    expect(after({ type: "queued", pending: pending("a") }, greeted).pending).toHaveLength(1);
  });
});

describe("the chat", () => {
  it("ignores a lower rev and takes the same or a higher one", () => {
    const at = (rev: number, position: number): Action => ({
      type: "chat",
      chat: chat({ rev, state: "waiting", position }),
    });
    const state = after({ type: "session", session: session() }, at(5, 3), at(4, 9));
    expect(present(state)?.chat?.position).toBe(3);
    expect(present(reduce(state, at(5, 2)))?.chat?.position).toBe(2);
    expect(present(reduce(state, at(6, 1)))?.chat?.position).toBe(1);
  });

  it("that began elsewhere becomes the present one; the earlier stays readable above it", () => {
    const state = after(
      greeted,
      arrived(message(1)),
      { type: "chat", chat: chat({ rev: 9, state: "ended" }) },
      { type: "chat", chat: chat({ id: "next", state: "waiting" }) },
    );
    expect(state.threads.map(({ id }) => id)).toEqual(["chat", "next"]);
    expect(state.threads[0]?.messages).toHaveLength(1);
    expect(liveChat(state)?.id).toBe("next");
  });

  it("opens by itself when a page finds it going on, not when it is over or awaits a mail", () => {
    const screenFor = (over: Parameters<typeof chat>[0]) =>
      after({ type: "session", session: session({ chat: chat(over) }) }).screen;
    expect(screenFor({})).toBe("chat");
    expect(screenFor({ state: "ended" })).toBe("home");
    expect(screenFor({ state: "waiting", left_message: true })).toBe("home");
  });

  it("stays on its screen when a reconnect finds it ended", () => {
    const ended = session({ chat: chat({ rev: 2, state: "ended" }) });
    expect(after(greeted, { type: "session", session: ended }).screen).toBe("chat");
  });
});

describe("typing", () => {
  const typing: Action = { type: "typing", chat_id: "chat", typing: true };

  it("ends with the message, with the chat and with the connection", () => {
    expect(after(greeted, { type: "link", state: "online", code: null }, typing).typing).toBe(true);
    expect(after(greeted, typing, arrived(message(1))).typing).toBe(false);
    expect(
      after(greeted, typing, { type: "chat", chat: chat({ rev: 2, state: "ended" }) }).typing,
    ).toBe(false);
    expect(after(greeted, typing, { type: "link", state: "offline", code: null }).typing).toBe(
      false,
    );
  });

  it("of another chat is nothing", () => {
    expect(after(greeted, { ...typing, chat_id: "other" }).typing).toBe(false);
  });
});

describe("reading", () => {
  const three = after(
    greeted,
    arrived(
      message(1),
      message(2, { from: "customer" }),
      message(3, { from: "system" }),
      message(4),
    ),
  );
  const readTo = (seq: number, by: "customer" | "agent" = "customer"): Action => ({
    type: "read",
    chat_id: "chat",
    seq,
    by,
  });

  it("counts what the other side said and the customer has not seen", () => {
    expect(unreadCount(three)).toBe(2);
    expect(unreadCount(reduce(three, readTo(1)))).toBe(1);
    expect(unreadCount(reduce(three, readTo(4)))).toBe(0);
  });

  it("never goes back", () => {
    const state = reduce(reduce(three, readTo(4)), readTo(1));
    expect(present(state)?.chat?.read.customer).toBe(4);
  });

  it("takes the gateway's count before any message is here", () => {
    const state = after({
      type: "session",
      session: session({ chat: chat({ last_seq: 9, unread: 2 }) }),
    });
    expect(unreadCount(state)).toBe(2);
  });
});

describe("who the customer is", () => {
  const known = { name: "Dana", email: "dana@example.org", verified: false };

  it("is remembered from the form, unless the site has signed it", () => {
    const typed: Action = { type: "met", name: "Dana", email: "" };
    expect(after(greeted, typed).met).toEqual({ name: "Dana", email: "", verified: false });
    const signed: Action = {
      type: "session",
      session: session({ known: { ...known, verified: true } }),
    };
    expect(after(signed, { ...typed, name: "Mallory" }).met.name).toBe("Dana");
  });

  it("takes the conversation along when somebody else comes", () => {
    const state = after(
      greeted,
      arrived(message(1)),
      { type: "queued", pending: pending("a") },
      { type: "stranger" },
    );
    expect([state.threads, state.pending, state.archive]).toEqual([[], [], []]);
    expect(liveChat(state)).toBeNull();
  });
});
