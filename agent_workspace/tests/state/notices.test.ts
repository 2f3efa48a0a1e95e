import type { Notice } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { initialState } from "~/state/desk-state";
import type { DeskEvent } from "~/state/events";
import { reduce } from "~/state/reduce";

const notice = (id: string): Notice => ({
  id,
  text: "Please call her back.",
  at: "2026-03-02T09:00:00Z",
  by: { id: "chloe", name: "Chloe" },
  case: { id: "case", number: "1042", subject: "Lamp", status: "open" },
});
const told = (id: string) => ({ type: "notice", payload: notice(id), at: 0 }) as const;

describe("what colleagues tell about cases", () => {
  it("stands with the latest first, each once, until it is put away", () => {
    const events = [told("a"), told("b"), told("a")];
    const state = events.reduce(reduce, initialState);
    expect(state.notices.map(({ id }) => id)).toEqual(["b", "a"]);
    const after = reduce(state, { type: "notice.away", id: "b", at: 0 });
    expect(after.notices.map(({ id }) => id)).toEqual(["a"]);
  });

  it("goes with the case of somebody who was erased", () => {
    const erased = (case_ids: string[]): DeskEvent => ({
      type: "customer.erased",
      payload: { customer_ids: ["zoe"], case_ids },
      at: 0,
    });
    const before = reduce(initialState, told("a"));
    expect(reduce(before, erased(["other"])).notices).toHaveLength(1);
    expect(reduce(before, erased(["case"])).notices).toEqual([]);
  });
});
