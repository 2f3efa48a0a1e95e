/** Where a browser denies a foreign frame its storage, cookies of its own keep the conversation. */
import { expect, it } from "vitest";
import { Memory } from "../../src/session/memory";
import { PartitionedCookies } from "../../src/session/places";
import { pending } from "../values";

/** A cookie jar as a document shows it: writing sets one cookie, reading gives all. */
class Jar {
  readonly set: string[] = [];
  readonly #kept = new Map<string, string>();

  get cookie(): string {
    return [...this.#kept].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  set cookie(line: string) {
    this.set.push(line);
    const [pair = "", ...attributes] = line.split("; ");
    const [name = "", value = ""] = pair.split("=");
    if (attributes.includes("Max-Age=0")) this.#kept.delete(name);
    else this.#kept.set(name, value);
  }
}

const inJar = (jar: Pick<Document, "cookie">, site = "a") =>
  new Memory(site, new PartitionedCookies(jar));

it("finds the conversation again on the next page", () => {
  const jar = new Jar();
  const memory = inJar(jar);
  memory.token = "se;cr=et é";
  memory.addChat("c1");
  memory.muted = true;
  const again = inJar(jar);
  expect([again.token, again.chats, again.muted]).toEqual(["se;cr=et é", ["c1"], true]);
  expect(inJar(jar, "b").token).toBeNull();
});

it("sets cookies for the widget's own files alone, one jar for each site that shows it", () => {
  const jar = new Jar();
  inJar(jar).token = "secret";
  expect(jar.set).toEqual([
    "parley%3Aa%3Atoken=secret; Path=/widget; Max-Age=15552000; Secure; SameSite=None; Partitioned",
  ]);
});

it("keeps neither drafts nor messages: they are too large to travel", () => {
  const jar = new Jar();
  const memory = inJar(jar);
  memory.draft = "half a";
  memory.keepPending(pending("1"));
  expect(jar.set).toEqual([]);
  expect([memory.draft, memory.outbox]).toEqual(["", []]);
});

it("forgets the one before when somebody else sits down", () => {
  const jar = new Jar();
  const memory = inJar(jar);
  memory.token = "secret";
  memory.addChat("c1");
  memory.forget();
  expect([memory.token, memory.chats, jar.cookie]).toEqual([null, [], ""]);
});

it("shrugs at cookies that others set, and at a sandbox that has none", () => {
  expect(inJar({ cookie: "parley%3Aa%3Atoken=%E0%A4%A" }).token).toBeNull();
  const sandbox = {
    get cookie(): string {
      throw new DOMException("no", "SecurityError");
    },
    set cookie(_: string) {
      throw new DOMException("no", "SecurityError");
    },
  };
  const memory = inJar(sandbox);
  memory.token = "secret";
  expect(memory.token).toBeNull();
});
