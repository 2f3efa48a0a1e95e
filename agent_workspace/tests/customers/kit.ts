/** Customers to test with, to be bent by each test. */

import type { CustomerRecord } from "@parley/wire";

export function customer(id: string, change: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    ok: true,
    id,
    number: "1000001",
    rev: 1,
    name: `Name of ${id}`,
    company: "",
    account_number: "",
    phone: "",
    addresses: [],
    notes: "",
    fields: [],
    created_at: "2026-03-02T09:00:00.000Z",
    changed_at: "2026-03-02T09:00:00.000Z",
    cases: [],
    contacts: [],
    tasks: [],
    merged: [],
    ...change,
  };
}
