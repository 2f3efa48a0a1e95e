// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { CaseRow } from "./cases";
import type { PastContact } from "./contacts";
import type { AgentName } from "./interaction";
import type { Task } from "./tasks";

/** What the company itself wants to know of a customer. */
export interface CustomField {
  name: string;
  value: string;
}

/** A customer in a list. */
export interface CustomerRow {
  id: string;
  number: string;
  name: string;
  last_name: string;
  company: string;
  phone: string;
  account_number: string;
  address: string;
  open_cases: number;
}

/** Customers found, in the order asked for. */
export interface CustomerList {
  ok: true;
  customers: CustomerRow[];
  more: boolean;
  next: string | null;
}

/** A record that was merged into this one. */
export interface MergedCustomer {
  merge_id: string;
  number: string;
  name: string;
  at: string;
  by: AgentName | null;
  undo_until: string | null;
}

/** A customer with everything that hangs together with the record; the newest first. */
export interface CustomerRecord {
  ok: true;
  id: string;
  number: string;
  rev: number;
  name: string;
  company: string;
  account_number: string;
  phone: string;
  addresses: string[];
  notes: string;
  fields: CustomField[];
  created_at: string;
  changed_at: string;
  cases: CaseRow[];
  contacts: PastContact[];
  tasks: Task[];
  merged: MergedCustomer[];
}

/** Write a customer down; the same `id` again finds who was written down. */
export interface CreateCustomer {
  id: string;
  name: string;
  company: string;
  account_number: string;
  phone: string;
  addresses: string[];
  notes: string;
  fields: CustomField[];
}

/** Change what is named of a customer; `rev` is the one last seen. */
export interface ChangeCustomer {
  rev: number;
  name?: string;
  company?: string;
  account_number?: string;
  phone?: string;
  addresses?: string[];
  notes?: string;
  fields?: CustomField[];
}

/** Merge another record into this one; both as last seen. */
export interface MergeCustomers {
  rev: number;
  other_id: string;
  other_rev: number;
}

/** The two records are two again. */
export interface UndoneMerge {
  ok: true;
  kept_id: string;
  merged_id: string;
}

/** A customer was erased; whatever of them a desk has open is to be closed. */
export interface ErasedCustomer {
  customer_ids: string[];
  case_ids: string[];
}
