/** Holes are noticed; pages not asked for yet are none. */
import { expect, it } from "vitest";
import {
  contiguousUpTo,
  hasEarlier,
  holeAfter,
  type Thread,
  withMessages,
} from "../../src/session/thread";
import { chat, message } from "../values";

const thread = (lastSeq: number, ...seqs: number[]): Thread =>
  withMessages(
    { id: "chat", chat: chat({ last_seq: lastSeq }), begunHere: false, messages: [] },
    seqs.map((seq) => message(seq)),
  );

it.each([
  ["nothing said", thread(0), null],
  ["nothing here yet", thread(4), 0],
  ["all there", thread(3, 1, 2, 3), null],
  ["one missing in the middle", thread(4, 1, 2, 4), 2],
  ["two holes: the first counts", thread(7, 1, 3, 5, 7), 1],
  ["the newest missing", thread(5, 1, 2, 3), 3],
  ["older pages are not a hole", thread(9, 7, 8, 9), null],
  ["more here than the chat knows", thread(1, 1, 2, 3), null],
])("%s", (_, given, hole) => {
  expect(holeAfter(given)).toBe(hole);
});

it.each([
  ["the first message may be the late one", [2], 0],
  ["the second too", [1, 3], 1],
  ["all there", [1, 2], null],
])("of a chat that began here: %s", (_, seqs, hole) => {
  expect(holeAfter({ ...thread(Math.max(...seqs), ...seqs), begunHere: true })).toBe(hole);
});

it("says since when it is up to date", () => {
  expect(contiguousUpTo(thread(9, 1, 2, 4))).toBe(2);
  expect(contiguousUpTo(thread(3, 1, 2, 3))).toBe(3);
});

it("knows that older messages can be asked for", () => {
  expect(hasEarlier(thread(9, 7, 8))).toBe(true);
  expect(hasEarlier(thread(2, 1, 2))).toBe(false);
  expect(hasEarlier(thread(0))).toBe(false);
});
