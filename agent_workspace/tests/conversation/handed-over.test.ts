import { describe, expect, it } from "vitest";
import { partedAtHandOver, workOf } from "~/conversation/handed-over";
import { message } from "../kit";

const bot = (seq: number, did: "greeting" | "answer" | "miss" | "ask") =>
  message(seq, { from: "bot", did });
const over = (seq: number, because: "wanted" | "missed" | "not_helped") =>
  message(seq, { from: "bot", did: "handed_over", because });

describe("a log the bot has led", () => {
  it("is parted where a person was called", () => {
    const messages = [message(1), bot(2, "greeting"), over(3, "wanted"), message(4)];
    const parted = partedAtHandOver(messages);
    expect(parted?.before.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(parted?.after.map(({ seq }) => seq)).toEqual([4]);
    expect(partedAtHandOver(messages.slice(0, 2))).toBeNull();
  });

  it("is summed up by what was tried, why it ended, what was asked", () => {
    const question = message(1, { text: "Where\n is my parcel?" });
    const tried = [question, bot(2, "greeting"), bot(3, "answer"), message(4, { text: "no" })];
    expect(workOf([...tried, over(5, "not_helped")])).toMatchObject({
      answers: 1,
      misses: 0,
      why: "not_helped",
    });
    const missed = [bot(1, "greeting"), question, bot(3, "miss"), message(4, { text: "Hm?" })];
    expect(workOf([...missed, over(5, "missed")])).toMatchObject({
      misses: 2,
      topic: "Where is my parcel?",
    });
    const asked = [question, bot(2, "ask"), message(3, { text: "ann@example.org" })];
    expect(workOf([...asked, over(4, "wanted")])).toEqual({
      answers: 0,
      misses: 0,
      asked: 1,
      why: "wanted",
      topic: "Where is my parcel?",
    });
  });
});
