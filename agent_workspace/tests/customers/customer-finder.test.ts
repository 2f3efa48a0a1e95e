import type { CustomerList } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { CustomerFinder } from "~/customers/customer-finder";

const page = (ids: string, next: string | null): CustomerList => ({
  ok: true,
  customers: [...ids].map((id) => ({
    id,
    number: id,
    name: id,
    last_name: id,
    company: "",
    phone: "",
    account_number: "",
    address: "",
    open_cases: 0,
  })),
  more: next !== null,
  next,
});

describe("a long list of customers (CRM-006)", () => {
  it("grows by those who follow, each once, until nobody does", async () => {
    const asked: (string | null | undefined)[] = [];
    const pages = [page("abc", "c"), page("cd", "d"), page("e", null)];
    const finder = new CustomerFinder({
      find: async (_, after) => {
        asked.push(after);
        return pages.shift() ?? page("", null);
      },
    });
    await finder.look();
    for (let turn = 0; turn < 3; turn++) await finder.lookFurther();
    expect(finder.found.value?.customers.map(({ id }) => id).join("")).toBe("abcde");
    expect(asked).toEqual([undefined, "c", "d"]);
  });

  it("is not mixed with another search that began meanwhile", async () => {
    const answers: ((found: CustomerList) => void)[] = [];
    const finder = new CustomerFinder({
      find: () => new Promise((give) => answers.push(give)),
    });
    const first = finder.look();
    answers.shift()?.(page("a", "a"));
    await first;
    const further = finder.lookFurther();
    const anew = finder.look({ text: "lamp" });
    answers.pop()?.(page("z", null));
    answers.pop()?.(page("b", null));
    await Promise.all([further, anew]);
    expect(finder.found.value?.customers.map(({ id }) => id)).toEqual(["z"]);
  });
});
