/** Records the palette finds at the gateway: customers, cases, entries of the knowledge base. */

import type { Desk } from "~/desk/desk";
import type { PaletteEntry } from "~/palette/palette-entries";
import { Refusal } from "~/transport/refusal";

/** Of each kind: who wants to see more looks in its own list. */
const MOST_SHOWN = 4;

/** Finds what `text` may mean; what could not be asked is left out. */
export async function paletteRecords(desk: Desk, text: string): Promise<PaletteEntry[]> {
  const found = await Promise.all([customers(desk, text), cases(desk, text), entries(desk, text)]);
  return found.flat();
}

async function customers(desk: Desk, text: string): Promise<PaletteEntry[]> {
  const list = await unlessRefused(desk.customers.requests.find({ order: "last_name", text }));
  return (list?.customers ?? []).slice(0, MOST_SHOWN).map(({ id, number, name, address }) => ({
    id: `customer-${id}`,
    name: joined(name || number, address),
    icon: "person",
    run: ({ customers }) => customers.show({ id, number, name: name || address || number }),
  }));
}

async function cases(desk: Desk, text: string): Promise<PaletteEntry[]> {
  const words = desk.words.value;
  const query = { status: null, mine: false, drafts: false, spam: false, text };
  const list = await unlessRefused(desk.mail.requests.find(query));
  return (list?.cases ?? []).slice(0, MOST_SHOWN).map(({ id, number, subject, customer }) => ({
    id: `case-${id}`,
    name: joined(words.cases.numbered(number), subject || words.mail.noSubject, customer),
    icon: "cases",
    run: ({ mail, view }) => {
      mail.tabs.show({ id, number, customer });
      view.go("cases");
    },
  }));
}

async function entries(desk: Desk, text: string): Promise<PaletteEntry[]> {
  if (!desk.knowledge.offered) return [];
  const finder = desk.knowledge.finder();
  finder.type(text);
  await finder.look();
  return finder.findings
    .peek()
    .entries.slice(0, MOST_SHOWN)
    .map((entry) => ({
      id: `entry-${entry.id}`,
      name: entry.question,
      icon: "book",
      run: ({ knowledge, view }) => {
        knowledge.toRead.value = entry;
        view.go("knowledge");
      },
    }));
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}

async function unlessRefused<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return null;
  }
}
