import type { QueueLine } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { matches } from "~/design/matching";
import type { HeldQueue } from "~/state/desk-state";
import { holdQueues, longestSince, queuesByMedium } from "~/state/queue-line";
import { AT, queue } from "../kit";

const names = (queues: readonly HeldQueue[]) => queues.map(({ name }) => name);

describe("my queues", () => {
  it("stand under each medium they carry (QUE-004)", () => {
    const held = holdQueues(
      [
        queue({ id: "1", name: "calls", media: ["voicemail", "callback"] }),
        queue({ id: "2", name: "web", media: ["chat"] }),
        queue({ id: "3", name: "mail", media: ["email"] }),
        queue({ id: "4", name: "shop", media: ["chat"] }),
      ],
      AT,
    );
    expect(queuesByMedium(held).map((group) => [group.medium, names(group.queues)])).toEqual([
      ["chat", ["web", "shop"]],
      ["email", ["mail"]],
      ["voicemail", ["calls"]],
      ["callback", ["calls"]],
    ]);
  });

  it.each([
    ["sho", ["Shop"]],
    ["RÉC", ["Réclamations"]],
    ["recl", ["Réclamations"]],
    ["", ["Shop", "Réclamations"]],
    ["nowhere", []],
  ])("are found by typing %j (QUE-005)", (typed, found) => {
    const all = ["Shop", "Réclamations"];
    expect(all.filter((name) => matches(name, typed))).toEqual(found);
  });

  it("wait since the instant that the pushed figure means (QUE-020)", () => {
    const [waiting, calm] = holdQueues(
      [queue({ waiting: 2, longest_wait_seconds: 90 }), queue({ waiting: 0 })],
      AT,
    );
    expect(waiting && longestSince(waiting)).toBe(AT - 90_000);
    expect(calm && longestSince(calm)).toBeNull();
  });

  it("count who waits by each medium apart (QUE-004, QUE-020)", () => {
    const lines: QueueLine[] = [
      { medium: "voicemail", waiting: 3, longest_wait_seconds: 60 },
      { medium: "callback", waiting: 0, longest_wait_seconds: null },
    ];
    const [held] = holdQueues(
      [queue({ media: ["voicemail", "callback"], waiting: 3, longest_wait_seconds: 60, lines })],
      AT,
    );
    const groups = queuesByMedium(held ? [held] : []);
    expect(groups.map(({ medium, queues: [one] }) => [medium, one?.waiting])).toEqual([
      ["voicemail", 3],
      ["callback", 0],
    ]);
    expect(groups.map(({ queues: [one] }) => one && longestSince(one))).toEqual([
      AT - 60_000,
      null,
    ]);
  });
});
