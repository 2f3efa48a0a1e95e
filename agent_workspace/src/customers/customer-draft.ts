/** A customer being written: what the form holds, and what of it is new. */

import type { CreateCustomer, CustomerRecord, CustomField } from "@parley/wire";

export interface CustomerDraft {
  readonly name: string;
  readonly company: string;
  readonly account_number: string;
  readonly phone: string;
  /** One address in each line. */
  readonly addresses: string;
  readonly notes: string;
  readonly fields: readonly CustomField[];
}

export type CustomerFacts = Omit<CreateCustomer, "id">;

export const BLANK: CustomerDraft = {
  name: "",
  company: "",
  account_number: "",
  phone: "",
  addresses: "",
  notes: "",
  fields: [],
};

export function draftOf(record: CustomerRecord): CustomerDraft {
  const { name, company, account_number, phone, addresses, notes, fields } = record;
  return { name, company, account_number, phone, addresses: addresses.join("\n"), notes, fields };
}

/** The facts as the gateway takes them. */
export function factsOf(draft: CustomerDraft): CustomerFacts {
  const { addresses, fields, ...texts } = draft;
  return {
    ...texts,
    addresses: addresses.split(/[\s,;]+/).filter((address) => address !== ""),
    fields: fields.filter(({ name, value }) => name.trim() !== "" && value.trim() !== ""),
  };
}

/** Only what was rewritten, so that colleagues' corrections elsewhere stay. */
export function changesOf(before: CustomerDraft, after: CustomerDraft): Partial<CustomerFacts> {
  const [was, is] = [factsOf(before), factsOf(after)];
  const changed = (Object.keys(is) as (keyof CustomerFacts)[]).filter(
    (name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, is[name]]));
}
