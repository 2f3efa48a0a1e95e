/** Customers over HTTP: find, read, write down, change, merge, erase. */

import type {
  ChangeCustomer,
  CreateCustomer,
  CustomerList,
  CustomerRecord,
  MergeCustomers,
  Ok,
  UndoneMerge,
} from "@parley/wire";
import { ask } from "~/transport/http";

export interface CustomerQuery {
  readonly order: "last_name" | "company";
  readonly text: string;
}

/** Every method rejects with a `Refusal`. */
export class CustomerRequests {
  constructor(private readonly token: () => string | null) {}

  find({ order, text }: CustomerQuery, after: string | null = null): Promise<CustomerList> {
    const query = new URLSearchParams({ order });
    if (after !== null) query.set("after", after);
    if (text.trim() !== "") query.set("q", text.trim());
    return this.ask("GET", `/api/v1/customers?${query}`);
  }

  read(id: string): Promise<CustomerRecord> {
    return this.ask("GET", customerPath(id));
  }

  /** Repeating it with the same `id` writes nobody down twice. */
  create(customer: CreateCustomer): Promise<CustomerRecord> {
    return this.ask("POST", "/api/v1/customers", customer);
  }

  change(id: string, change: ChangeCustomer): Promise<CustomerRecord> {
    return this.ask("PATCH", customerPath(id), change);
  }

  /** Erases everything by them and about them, for good; repeating it changes nothing. */
  erase(id: string): Promise<Ok> {
    return this.ask("DELETE", customerPath(id));
  }

  merge(id: string, merge: MergeCustomers): Promise<CustomerRecord> {
    return this.ask("POST", `${customerPath(id)}/merge`, merge);
  }

  undoMerge(mergeId: string): Promise<UndoneMerge> {
    return this.ask("POST", `/api/v1/customer-merges/${encodeURIComponent(mergeId)}/undo`);
  }

  private ask<Answer>(
    method: "GET" | "POST" | "PATCH" | "DELETE",
    path: string,
    body?: object,
  ): Promise<Answer> {
    return ask({ method, path, token: this.token(), ...(body === undefined ? {} : { body }) });
  }
}

function customerPath(id: string): string {
  return `/api/v1/customers/${encodeURIComponent(id)}`;
}
