import { describe, expect, it } from "vitest";
import { withPictures } from "~/mail/html-address";

describe("a mail's HTML page with remote pictures", () => {
  it.each([
    ["/m/1/html?expires=1&signature=a_-", "/m/1/html?expires=1&signature=a_-&images=1"],
    ["/m/1/html", "/m/1/html?images=1"],
  ])("%s is %s: the signature stays as it was written", (url, address) => {
    expect(withPictures(url)).toBe(address);
  });
});
