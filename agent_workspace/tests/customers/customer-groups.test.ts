import type { CustomerRow } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { grouped } from "~/customers/customer-groups";

function row(name: string, company = ""): CustomerRow {
  return {
    id: name,
    number: "1000001",
    name,
    last_name: name.split(" ").at(-1) ?? "",
    company,
    phone: "",
    account_number: "",
    address: "",
    open_cases: 0,
  };
}

const shape = (rows: CustomerRow[], order: "last_name" | "company") =>
  grouped(rows, order).map((group) => [group.name, group.rows.map(({ name }) => name)]);

describe("the list of customers (CRM-006)", () => {
  it("is grouped by the letter of the last name, accents aside", () => {
    const rows = [row("Zoé Dupont"), row("Anne Éluard"), row("Carl Ezra"), row("")];
    expect(shape(rows, "last_name")).toEqual([
      ["D", ["Zoé Dupont"]],
      ["E", ["Anne Éluard", "Carl Ezra"]],
      ["", [""]],
    ]);
  });

  it("is grouped by company, however somebody wrote its letters", () => {
    const rows = [row("Carl", "Atelier"), row("Zoé", "atelier"), row("Anne")];
    expect(shape(rows, "company")).toEqual([
      ["Atelier", ["Carl", "Zoé"]],
      ["", ["Anne"]],
    ]);
  });
});
