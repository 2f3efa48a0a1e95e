/** A recording is uploaded once, however often its form is sent (VML-001). */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Delivery, type Ways } from "../../src/voice/delivery";

const wav = new Uint8Array(44);
const asked: object[] = [];
const ids = new Set<string>();
let uploads = 0;
let upload: () => Response;
let answers: Awaited<ReturnType<Ways["request"]>>[];
let delivery: Delivery;

beforeEach(() => {
  asked.length = 0;
  ids.clear();
  uploads = 0;
  upload = () => Response.json({ voice_id: `v${uploads}`, duration_seconds: 1 });
  answers = [];
  vi.stubGlobal("fetch", async () => {
    uploads += 1;
    return upload();
  });
  delivery = new Delivery({
    bearer: () => "token",
    request: async ({ client_id, ...form }) => {
      ids.add(client_id);
      asked.push(form);
      return answers.shift() ?? { ok: true, callback: form.number !== "" };
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

const refusal = (field: string) =>
  ({ ok: false, error: { code: "invalid", message: "no", field } }) as const;

it("sends what was said, and tells whether somebody calls", async () => {
  expect(await delivery.send({ number: "", name: "", wav })).toBe(false);
  expect(asked).toEqual([{ number: "", voice_id: "v1" }]);
});

it("uploads nothing again where only the number was wrong", async () => {
  answers = [refusal("number")];
  expect(await delivery.send({ number: "1", name: "Zoé", wav })).toMatchObject({ field: "number" });
  expect(await delivery.send({ number: "030", name: "Zoé", wav })).toBe(true);
  expect([uploads, ids.size]).toEqual([1, 1]);
  expect(asked[1]).toEqual({ number: "030", name: "Zoé", voice_id: "v1" });
});

it("uploads anew what was not kept for so long, and what was recorded again", async () => {
  answers = [refusal("voice_id")];
  await delivery.send({ number: "", name: "", wav });
  await delivery.send({ number: "", name: "", wav });
  await delivery.send({ number: "", name: "", wav: new Uint8Array(46) });
  expect(asked.map((form) => "voice_id" in form && form.voice_id)).toEqual(["v1", "v2", "v3"]);
});

it("asks for nothing where the upload is refused or lost", async () => {
  upload = () =>
    Response.json({ ok: false, error: { code: "too_large", message: "no" } }, { status: 413 });
  expect(await delivery.send({ number: "", name: "", wav })).toMatchObject({ code: "too_large" });
  upload = () => {
    throw new TypeError("offline");
  };
  expect(await delivery.send({ number: "", name: "", wav })).toMatchObject({ code: "lost" });
  expect(asked).toEqual([]);
});

it("needs no recording to ask for a call", async () => {
  expect(await delivery.send({ number: "030", name: "", wav: null })).toBe(true);
  expect([uploads, asked]).toEqual([0, [{ number: "030" }]]);
});
