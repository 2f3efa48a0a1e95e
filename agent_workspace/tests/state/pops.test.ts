import type { ScreenPop } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { initialState } from "~/state/desk-state";
import { reduce } from "~/state/reduce";
import { AT, interaction, offer } from "../kit";

const pop: ScreenPop = {
  when: "before_accept",
  match: "none",
  record_ids: [],
  form: "customer",
  case: null,
  customers: [],
};

describe("the records of a contact (CRM-011)", () => {
  it("are shown beside it while it rings, and when it is worked on", () => {
    const state = {
      ...initialState,
      work: [interaction({ id: "a" }), interaction({ id: "b" })],
      offers: [{ ...offer({ interaction: interaction({ id: "c" }) }), receivedAt: AT }],
    };
    for (const id of ["a", "c"]) {
      const payload = { interaction_id: id, screen_pop: pop };
      const next = reduce(state, { type: "screen_pop", payload, at: AT });
      const shown = [...next.work, ...next.offers.map((one) => one.interaction)];
      expect(shown.filter((one) => one.screen_pop === pop).map((one) => one.id)).toEqual([id]);
    }
  });
});
