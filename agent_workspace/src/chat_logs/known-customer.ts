/** What a log knows of somebody who is not in the customer file yet. */

import type { ChatLog } from "@parley/wire";
import type { CustomerDraft } from "~/customers/customer-draft";

/** These answers have fields of their own, or say nothing of the person. */
const OWN_FIELD = new Set(["account_number", "case_number"]);

export function knownOf({ visitor, prechat }: ChatLog): Partial<CustomerDraft> {
  return {
    name: visitor.name,
    addresses: visitor.email,
    account_number: prechat.find(({ key }) => key === "account_number")?.value ?? "",
    fields: prechat
      .filter(({ key, value }) => !OWN_FIELD.has(key) && value !== "")
      .map(({ key, value }) => ({ name: key, value })),
  };
}
