// @vitest-environment jsdom
import type { StoredImage } from "@parley/wire";
import { describe, expect, it } from "vitest";
import { ClosedText } from "~/editor/closed-text";
import { ComingPictures } from "~/editor/coming-pictures";
import { PictureIntake } from "~/editor/picture-intake";

const stored = (id: string): StoredImage => ({
  id: id.repeat(16),
  url: `/api/v1/images/${id.repeat(16)}`,
  width: 1,
  height: 1,
  size_bytes: 1,
  type: "image/png",
});
const img = (id: string) => `<img src="/api/v1/images/${id.repeat(16)}" alt="Picture">`;

/** A text with a picture on its way in its middle, whose editor has just closed. */
function closing(pictures: readonly string[] = ["0a"]) {
  const answers: { resolve(image: StoredImage): void; reject(reason: string): void }[] = [];
  let ids = 0;
  const told: unknown[] = [];
  let settle = () => {};
  const intake = new PictureIntake({
    add: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
    copy: () => Promise.reject("nothing is copied here"),
    explain: (error) => told.push(error),
    lost: () => told.push("lost"),
    unnamed: () => "Picture",
    onSettled: () => settle(),
    newId: () => String(++ids),
  });
  const root = document.createElement("div");
  const line = document.createElement("div");
  line.append("before");
  for (const _ of pictures) {
    const { src, alt, pending } = intake.chosen(new File(["x"], "image.png"));
    const image = Object.assign(document.createElement("img"), { src, alt });
    image.dataset.pending = pending ?? "";
    line.append(image);
  }
  line.append("after");
  root.append(line);

  const draft = { html: "<p>beforeafter</p>" as string | null };
  const text = new ClosedText(root, "<p>beforeafter</p>", intake, {
    id: "draft",
    html: () => draft.html,
    write: ({ html }) => {
      draft.html = html;
    },
  });
  let open = true;
  settle = () => {
    open = !text.settle();
  };
  const come = async (at: number) => {
    answers[at]?.resolve(stored(pictures[at] as string));
    await new Promise((done) => setTimeout(done));
  };
  return { come, draft, told, answers, intake, root, isOpen: () => open };
}

describe("a picture that comes when its editor has closed", () => {
  it("stands where it was put", async () => {
    const { come, draft, isOpen } = closing();
    await come(0);
    expect(draft.html).toBe(`<p>before${img("0a")}after</p>`);
    expect(isOpen()).toBe(false);
  });

  it("stands there beside others, whichever comes first", async () => {
    const { come, draft, isOpen } = closing(["0a", "0b"]);
    await come(1);
    expect(draft.html).toBe(`<p>before${img("0b")}after</p>`);
    expect(isOpen()).toBe(true);
    await come(0);
    expect(draft.html).toBe(`<p>before${img("0a")}${img("0b")}after</p>`);
    expect(isOpen()).toBe(false);
  });

  it("stands below what was written meanwhile", async () => {
    const { come, draft } = closing();
    draft.html = "<p>Something <b>else</b></p>";
    await come(0);
    expect(draft.html).toBe(`<p>Something <b>else</b><br>${img("0a")}</p>`);
  });

  it("is all there is of a draft that held nothing else", async () => {
    const { come, draft } = closing();
    draft.html = "";
    await come(0);
    expect(draft.html).toBe(`<p>${img("0a")}</p>`);
  });

  it("goes nowhere where the draft has gone", async () => {
    const { come, draft, isOpen } = closing();
    draft.html = null;
    await come(0);
    expect(draft.html).toBeNull();
    expect(isOpen()).toBe(false);
  });

  it("leaves the text as it is where it is refused, which is told", async () => {
    const { answers, draft, told, isOpen } = closing();
    answers[0]?.reject("refused");
    await new Promise((done) => setTimeout(done));
    expect(told).toEqual(["refused"]);
    expect(draft.html).toBe("<p>beforeafter</p>");
    expect(isOpen()).toBe(false);
  });
});

describe("a draft", () => {
  it("waits for the pictures of each of its texts, until they have come", async () => {
    const { come, intake, root } = closing();
    const coming = new ComingPictures();
    const unwatch = coming.watch("draft", () => intake.waits(root));
    coming.watch("draft", () => false);
    expect([coming.waits("draft"), coming.waits("other")]).toEqual([true, false]);
    await come(0);
    expect(coming.waits("draft")).toBe(false);
    unwatch();
    expect(coming.waits("draft")).toBe(false);
  });

  it("that has gone waits for nothing", () => {
    const coming = new ComingPictures();
    const unwatch = coming.watch("draft", () => true);
    coming.drop("draft");
    expect(coming.waits("draft")).toBe(false);
    coming.watch("draft", () => true);
    unwatch();
    expect(coming.waits("draft")).toBe(true);
  });
});
