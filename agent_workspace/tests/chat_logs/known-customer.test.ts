import type { ChatLog } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { knownOf } from "~/chat_logs/known-customer";

describe("somebody new is written down with what the chat tells of them (CHT-025)", () => {
  it("takes name, address, account and every other answer", () => {
    const log = {
      visitor: { name: "Zoé", email: "zoe@x.example", ip: "192.0.2.1" },
      prechat: [
        { key: "account_number", label: "Account", value: "K-1" },
        { key: "case_number", label: "Case", value: "#7" },
        { key: "order", label: "Order", value: "4711" },
        { key: "plan", label: "Plan", value: "" },
      ],
    } as unknown as ChatLog;
    expect(knownOf(log)).toEqual({
      name: "Zoé",
      addresses: "zoe@x.example",
      account_number: "K-1",
      fields: [{ name: "order", value: "4711" }],
    });
  });
});
