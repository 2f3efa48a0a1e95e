import { afterEach, describe, expect, it, vi } from "vitest";
import { hasRemotePictures, withPictures } from "~/mail/html-address";

describe("a mail's HTML page with remote pictures", () => {
  it.each([
    ["/m/1/html?expires=1&signature=a_-", "/m/1/html?expires=1&signature=a_-&images=1"],
    ["/m/1/html", "/m/1/html?images=1"],
  ])("%s is %s: the signature stays as it was written", (url, address) => {
    expect(withPictures(url)).toBe(address);
  });
});

describe("whether a mail has remote pictures", () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ["none", false],
    ["remote", true],
    // An older gateway, or an address that has run out: the way to them stays open.
    [null, true],
  ])("is what the head of its page says: %s", async (header, far) => {
    const headers = header === null ? {} : { "Parley-Pictures": header };
    vi.stubGlobal("fetch", async () => new Response(null, { headers }));
    expect(await hasRemotePictures("/m/1/html")).toBe(far);
  });

  it("may be so where nobody answers", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError()));
    expect(await hasRemotePictures("/m/1/html")).toBe(true);
  });
});
