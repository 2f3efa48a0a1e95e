import type { CaseRow } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { type Column, LATEST_FIRST, valueOf } from "~/cases/case-order";
import { type Order, pressed, sorted } from "~/design/table-order";

function row(number: string, changed_at: string, assignee: string | null = null): CaseRow {
  return {
    id: number,
    number,
    subject: `subject ${number}`,
    status: "open",
    customer: "Customer",
    assignee: assignee === null ? null : { id: assignee, name: assignee },
    opened_at: changed_at,
    changed_at,
    medium: "email",
    spam: false,
  };
}

const ROWS = [
  row("9", "2026-03-02T09:00:00Z", "Béa"),
  row("10", "2026-03-03T09:00:00Z"),
  row("100", "2026-03-01T09:00:00Z", "Ann"),
];
const numbers = (order: Order<Column>) => sorted(ROWS, order, valueOf).map(({ number }) => number);

describe("a list of cases", () => {
  it("shows the one changed last first", () => {
    expect(numbers(LATEST_FIRST)).toEqual(["10", "9", "100"]);
  });

  it("sorts numbers as numbers, and names as people do", () => {
    expect(numbers({ by: "number", backwards: false })).toEqual(["9", "10", "100"]);
    expect(numbers({ by: "assignee", backwards: false })).toEqual(["10", "100", "9"]);
  });

  it("turns round when the same column is pressed again", () => {
    const once = pressed<Column>(LATEST_FIRST, "subject", false);
    expect(once).toEqual({ by: "subject", backwards: false });
    expect(pressed(once, "subject", false)).toEqual({ by: "subject", backwards: true });
    expect(pressed<Column>(once, "changed_at", true)).toEqual(LATEST_FIRST);
  });
});
