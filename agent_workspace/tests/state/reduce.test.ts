import { describe, expect, it } from "vitest";
import { longestSince } from "~/state/queue-line";
import { reduce } from "~/state/reduce";
import {
  AT,
  chat,
  deskAfter,
  handling,
  interaction,
  ME,
  message,
  offer,
  opened,
  queue,
} from "../kit";

describe("a snapshot", () => {
  it("restores everything the desk shows (SES-018)", () => {
    const state = deskAfter(
      opened({
        interactions: [interaction()],
        offers: [offer({ id: "ringing" })],
        queues: [queue()],
      }),
    );
    expect(state.me?.id).toBe("me");
    expect(state.work.map(({ id }) => id)).toEqual(["interaction"]);
    expect(state.offers.map(({ id }) => id)).toEqual(["ringing"]);
    expect(state.queues).toHaveLength(1);
  });

  it("keeps the messages held and notes those missed while away", () => {
    const before = deskAfter(opened({ interactions: [interaction()] }), {
      type: "history",
      chatId: "chat",
      messages: [message(1), message(2)],
      more: false,
      direction: "before",
      at: AT,
    });
    const state = reduce(before, {
      ...opened({ interactions: [interaction({ chat: chat({ rev: 2, last_seq: 4 }) })] }),
      at: AT + 5_000,
    } as never);
    const held = state.conversations.chat;
    expect(held?.messages.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(held?.holeSince).toBe(AT + 5_000);
  });

  it("holds nothing of another agent", () => {
    const before = deskAfter(opened({ interactions: [interaction()] }), {
      type: "message",
      payload: message(1),
      at: AT,
    });
    const state = reduce(before, {
      ...opened({ agent: { ...ME, id: "other" }, interactions: [interaction()] }),
      at: AT,
    } as never);
    expect(state.conversations.chat?.messages).toEqual([]);
  });

  it("drops work that is no longer there and leaves out closed handlings", () => {
    const before = deskAfter(opened({ interactions: [interaction()] }));
    const closed = interaction({ id: "closed", handling: handling({ state: "closed" }) });
    const state = reduce(before, { ...opened({ interactions: [closed] }), at: AT } as never);
    expect(state.work).toEqual([]);
  });

  it("measures the gateway's clock against the desk's", () => {
    const state = deskAfter({ ...opened(), at: AT - 7_000 } as never);
    expect(state.clockOffset).toBe(7_000);
  });
});

describe("an interaction", () => {
  it("with a lower rev is old news", () => {
    const state = deskAfter(
      opened({ interactions: [interaction({ rev: 5, waited_seconds: 5 })] }),
      {
        type: "interaction",
        payload: interaction({ rev: 4, waited_seconds: 4 }),
        at: AT,
      },
    );
    expect(state.work[0]?.waited_seconds).toBe(5);
  });

  it("leaves the desk when its handling closes", () => {
    const state = deskAfter(opened({ interactions: [interaction()] }), {
      type: "interaction",
      payload: interaction({ rev: 2, handling: handling({ state: "closed" }) }),
      at: AT,
    });
    expect(state.work).toEqual([]);
  });

  it("takes its offer away once accepted", () => {
    const state = deskAfter(
      opened(),
      { type: "offer", payload: offer(), at: AT },
      { type: "interaction", payload: interaction({ rev: 2 }), at: AT },
    );
    expect(state.offers).toEqual([]);
    expect(state.work).toHaveLength(1);
  });

  it("keeps its place among the others, oldest acceptance first", () => {
    const later = interaction({
      id: "later",
      handling: handling({ accepted_at: new Date(AT + 60_000).toISOString() }),
    });
    const state = deskAfter(opened({ interactions: [later, interaction()] }), {
      type: "interaction",
      payload: interaction({ rev: 9 }),
      at: AT,
    });
    expect(state.work.map(({ id }) => id)).toEqual(["interaction", "later"]);
  });

  it("shows codes before the gateway has answered, and takes them back when refused", () => {
    const before = interaction();
    const shown = deskAfter(opened({ interactions: [before] }), {
      type: "annotated.here",
      interactionId: "interaction",
      codes: ["solved"],
      at: AT,
    });
    expect(shown.work[0]?.handling?.codes).toEqual(["solved"]);
    const refused = reduce(shown, { type: "annotation.refused", interaction: before, at: AT });
    expect(refused.work[0]?.handling?.codes).toEqual([]);
  });
});

describe("an offer", () => {
  it("rings once, however often it is pushed", () => {
    const state = deskAfter(
      opened(),
      { type: "offer", payload: offer(), at: AT },
      { type: "offer", payload: offer(), at: AT + 2_000 },
    );
    expect(state.offers).toHaveLength(1);
    expect(state.offers[0]?.receivedAt).toBe(AT);
  });

  it("stops ringing when it is withdrawn, and never before", () => {
    const ringing = deskAfter(opened(), { type: "offer", payload: offer(), at: AT });
    const other = reduce(ringing, {
      type: "offer.withdrawn",
      payload: { id: "another", reason: "status" },
      at: AT,
    });
    expect(other.offers).toHaveLength(1);
    const gone = reduce(other, {
      type: "offer.withdrawn",
      payload: { id: "offer", reason: "timed_out" },
      at: AT,
    });
    expect(gone.offers).toEqual([]);
  });
});

describe("a status", () => {
  it("changes the agent's own and keeps the reason (STA-033)", () => {
    const state = deskAfter(opened(), {
      type: "status",
      payload: {
        status: "available",
        since: new Date(AT).toISOString(),
        code: null,
        stop_new: false,
        next_status: null,
        reason: "agent",
        allowed: ["offline"],
      },
      at: AT,
    });
    expect(state.me?.status).toBe("available");
    expect(state.me?.allowed).toEqual(["offline"]);
    expect(state.me?.name).toBe("Agent");
    expect(state.statusReason).toBe("agent");
  });
});

describe("queues", () => {
  it("turn the longest wait into a moment that can tick (QUE-020)", () => {
    const state = deskAfter(opened(), {
      type: "queues",
      payload: [queue({ waiting: 2, longest_wait_seconds: 90 }), queue({ id: "calm" })],
      at: AT,
    });
    expect(state.queues.map(longestSince)).toEqual([AT - 90_000, null]);
  });
});

describe("the roster", () => {
  it("is completed by changes and sorted by name (STA-056)", () => {
    const entry = { group: null, status: "available" as const, since: "", reachable: true };
    const state = deskAfter(
      opened(),
      {
        type: "agents",
        payload: [
          { id: "b", name: "Bea", ...entry },
          { id: "a", name: "Ada", ...entry },
        ],
        at: AT,
      },
      { type: "agents", payload: [{ id: "b", name: "Bea", ...entry, reachable: false }], at: AT },
    );
    expect(state.roster.map(({ name, reachable }) => [name, reachable])).toEqual([
      ["Ada", true],
      ["Bea", false],
    ]);
  });
});

describe("signing out", () => {
  it("leaves nothing of the agent's work in memory", () => {
    const state = deskAfter(
      opened({ interactions: [interaction()] }),
      { type: "message", payload: message(1), at: AT },
      { type: "link", link: { state: "signed_out", reason: "revoked" }, at: AT },
    );
    expect(state.me).toBeNull();
    expect(state.work).toEqual([]);
    expect(state.conversations).toEqual({});
  });
});
