// @vitest-environment jsdom
import type { StoredImage } from "@parley/wire";
import { describe, expect, it, vi } from "vitest";
import { PictureIntake, type PictureIntakePorts } from "~/editor/picture-intake";

const URL_OF = `/api/v1/images/${"0a".repeat(16)}`;
const STORED: StoredImage = {
  id: "0a".repeat(16),
  url: URL_OF,
  width: 1,
  height: 1,
  size_bytes: 1,
  type: "image/png",
};

function taking(ports: Partial<PictureIntakePorts>) {
  const told: string[] = [];
  const settled = vi.fn();
  let last = 0;
  const intake = new PictureIntake({
    add: async () => STORED,
    copy: async () => STORED,
    explain: (error) => told.push(String(error)),
    lost: () => told.push("lost"),
    unnamed: () => "Picture",
    onSettled: settled,
    newId: () => String(++last),
    ...ports,
  });
  return { intake, told, settled };
}

const image = (html: string) => {
  const holder = document.createElement("div");
  holder.insertAdjacentHTML("beforeend", html);
  return holder.firstElementChild as HTMLImageElement;
};

/** The text after a picture from elsewhere has come, or has not. */
async function after(html: string, ports: Partial<PictureIntakePorts>) {
  const { intake, told, settled } = taking(ports);
  const picture = intake.foreign(image(html));
  const root = document.createElement("div");
  root.append(image(`<img src="${picture?.src}" alt="${picture?.alt}">`));
  (root.firstChild as HTMLImageElement).dataset.pending = picture?.pending ?? "";
  expect(intake.waits(root)).toBe(true);
  expect(intake.shown(root.firstChild as HTMLImageElement)).toBeNull();
  await vi.waitFor(() => expect(settled).toHaveBeenCalled());
  intake.mend(root);
  expect(intake.waits(root)).toBe(false);
  return { root, told };
}

describe("a picture of a web page", () => {
  const html = '<img src="https://elsewhere.example/a.png" alt="a lamp">';

  it("is copied, and never shown from there", async () => {
    const copy = vi.fn(async () => STORED);
    const { root } = await after(html, { copy });
    expect(copy).toHaveBeenCalledWith("https://elsewhere.example/a.png");
    expect(root.innerHTML).toBe(`<img src="${URL_OF}" alt="a lamp">`);
  });

  it("goes where it is refused, and the agent is told why", async () => {
    const { root, told } = await after(html, { copy: () => Promise.reject("refused") });
    expect(root.innerHTML).toBe("");
    expect(told).toEqual(["refused"]);
  });
});

describe("other pictures", () => {
  it("are taken out of the page that holds them", async () => {
    const add = vi.fn(async (_: File) => STORED);
    const { root } = await after('<img src="data:image/png;base64,AAEC">', { add });
    expect(add.mock.calls[0]?.[0].type).toBe("image/png");
    expect(add.mock.calls[0]?.[0].size).toBe(3);
    expect(root.innerHTML).toBe(`<img src="${URL_OF}" alt="Picture">`);
  });

  it("of the gateway stay what they are", () => {
    const { intake } = taking({});
    const own = { src: URL_OF, alt: "b" };
    expect(intake.foreign(image(`<img src="${URL_OF}" alt="b">`))).toEqual(own);
    expect(intake.shown(image(`<img src="${location.origin}${URL_OF}" alt="b">`))).toEqual(own);
  });

  it.each(["file:///C:/a.png", "cid:a", "data:image/png;base64,A", "data:text/html;base64,AAEC"])(
    "from %s are left out, which is told",
    (source) => {
      const { intake, told } = taking({});
      expect(intake.foreign(image(`<img src="${source}">`))).toBeNull();
      expect(told).toEqual(["lost"]);
    },
  );
});
