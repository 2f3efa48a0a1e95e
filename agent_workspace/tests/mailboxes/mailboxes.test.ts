/** A supervisor reads at a glance whether mail comes in. */
import { expect, it } from "vitest";
import { standing } from "~/mailboxes/mailboxes";
import { en } from "~/words/en";

const BOX = {
  name: "support",
  address: "support@shop.example",
  queue: "mail",
  ok: true,
  fetched: true,
  scan_age_seconds: 20,
  trouble: "",
  set_aside: 0,
};

it.each([
  [{}, "mail comes in"],
  [{ fetched: false, scan_age_seconds: null }, "handed in"],
  [{ scan_age_seconds: 239 }, "mail comes in"],
  [{ scan_age_seconds: 601 }, "not fetched for 10 minutes"],
  [{ ok: false }, "no mail now"],
  [{ ok: false, scan_age_seconds: 75 }, "not fetched for 1 minute"],
])("%o is said as %s", (change, said) => {
  expect(standing({ ...BOX, ...change }, en.mailboxes)).toBe(said);
});
