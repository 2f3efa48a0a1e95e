/** Frames of Engine.IO v4 and Socket.IO v5, honest and damaged. */
import { describe, expect, it } from "vitest";
import {
  decode,
  encodeAck,
  encodeConnect,
  encodeEvent,
  refusalCode,
} from "../../src/transport/packets";

const handshake = { sid: "s", pingInterval: 25000, pingTimeout: 20000 };
const noop = { kind: "noop" };

it.each([
  [`0${JSON.stringify(handshake)}`, { kind: "open", handshake }],
  ["1", { kind: "close" }],
  ["2", { kind: "ping" }],
  ["6", noop],
  ['40{"sid":"x"}', { kind: "connected" }],
  ["41", { kind: "disconnected" }],
  ['42["chat",{"id":"a"}]', { kind: "event", name: "chat", payload: { id: "a" }, id: null }],
  ['4217["chat",{"id":"a"}]', { kind: "event", name: "chat", payload: { id: "a" }, id: 17 }],
  ['430[{"ok":true}]', { kind: "ack", id: 0, payload: { ok: true } }],
  ["4312[]", { kind: "ack", id: 12, payload: undefined }],
  ['44{"message":"no"}', { kind: "refused", body: { message: "no" } }],
])("reads %s", (frame, packet) => {
  expect(decode(frame)).toEqual(packet);
});

it.each([
  "",
  "9",
  "0",
  "0{}",
  "0[1]",
  "0null",
  "4",
  "42",
  "42{}",
  "42[",
  "42[]",
  "42[7]",
  "43[1]",
  "43x[1]",
  '451-["chat",{"_placeholder":true,"num":0}]',
  "46",
])("makes nothing of %s", (frame) => {
  expect(decode(frame)).toEqual(noop);
});

it("writes connect, events and acknowledgements", () => {
  expect(encodeConnect({ site: "demo" })).toBe('40{"site":"demo"}');
  expect(encodeEvent("chat.end", { chat_id: "a" })).toBe('42["chat.end",{"chat_id":"a"}]');
  expect(encodeEvent("chat.end", {}, 0)).toBe('420["chat.end",{}]');
  expect(encodeAck(3, { ok: true })).toBe('433[{"ok":true}]');
});

describe("the code of a refusal", () => {
  it.each([
    [{ message: "forbidden" }, "forbidden"],
    [{ message: "x", data: { code: "rate_limited" } }, "rate_limited"],
    [{ message: "x", data: { ok: false, error: { code: "not_found" } } }, "not_found"],
    [{ code: "upgrade_required" }, "upgrade_required"],
    [null, "refused"],
    ["text", "refused"],
    [{ message: 7 }, "refused"],
  ])("in %o is %s", (body, code) => {
    expect(refusalCode(body)).toBe(code);
  });
});
