import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import type { Desk } from "~/desk/desk";
import { KnowledgeFinder } from "~/knowledge/finder";
import { paletteRecords } from "~/palette/records";
import { Refusal } from "~/transport/refusal";
import { en } from "~/words/en";

const ZOE = { id: "c1", number: "1000001", name: "Zoé Marchand", address: "zoe@customer.example" };
const CASE = { id: "k1", number: "1001", subject: "", customer: "Zoé Marchand" };
const ENTRY = { id: "e1", question: "How long is the guarantee?" };

/** As much of the desk as the palette asks, and what it was told to show. */
function desk(change: object = {}) {
  const shown: unknown[] = [];
  const toRead = signal<unknown>(null);
  const fake = {
    words: signal(en),
    view: { go: (place: string) => shown.push(place) },
    customers: {
      requests: { find: async () => ({ customers: Array(9).fill(ZOE) }) },
      show: (customer: object) => shown.push(customer),
    },
    mail: {
      requests: { find: async () => ({ cases: [CASE] }) },
      tabs: { show: (tab: object) => shown.push(tab) },
    },
    knowledge: {
      offered: true,
      toRead,
      finder: () =>
        new KnowledgeFinder({ search: async () => [ENTRY as never], later: () => () => {} }),
    },
    ...change,
  };
  return { desk: fake as unknown as Desk, shown, toRead };
}

test("customers, cases and entries are found, a few of each", async () => {
  const names = (await paletteRecords(desk().desk, "zo")).map(({ name }) => name);
  expect(names).toEqual([
    ...Array(4).fill("Zoé Marchand · zoe@customer.example"),
    "Case 1001 · (no subject) · Zoé Marchand",
    "How long is the guarantee?",
  ]);
});

test("each is opened where it belongs", async () => {
  const { desk: here, shown, toRead } = desk();
  for (const { run } of (await paletteRecords(here, "zo")).slice(3)) run(here);
  expect(shown).toEqual([
    { id: "c1", number: "1000001", name: "Zoé Marchand" },
    { id: "k1", number: "1001", customer: "Zoé Marchand" },
    "cases",
    "knowledge",
  ]);
  expect(toRead.value).toBe(ENTRY);
});

test("what this agent may not see is left out", async () => {
  const refused = async () => {
    throw new Refusal({ code: "forbidden" } as never);
  };
  const { desk: here } = desk({
    customers: { requests: { find: refused } },
    knowledge: { offered: false },
  });
  const names = (await paletteRecords(here, "zo")).map(({ name }) => name);
  expect(names).toEqual(["Case 1001 · (no subject) · Zoé Marchand"]);
});
