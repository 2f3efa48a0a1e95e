import { beforeEach, describe, expect, it } from "vitest";
import { Playback, type Sound } from "~/voicemail/playback";
import { Tape } from "./tape";

let tape: Tape;
let playback: Playback;

beforeEach(() => {
  tape = new Tape();
  playback = new Playback(tape as unknown as Sound, 30);
});

describe("a recording being listened to", () => {
  it("is heard again and again (VML-012)", () => {
    expect(tape.loop).toBe(true);
  });

  it("plays and pauses", async () => {
    await playback.play();
    expect(playback.playing.value).toBe(true);
    playback.toggle();
    expect(playback.playing.value).toBe(false);
  });

  it("stays paused where the browser wants a click first", async () => {
    tape.allowed = false;
    expect(await playback.play()).toBe(false);
    expect(playback.playing.value).toBe(false);
  });

  it("lasts what the gateway says until it is loaded", () => {
    expect(playback.duration).toBe(30);
    tape.load(29.5);
    expect(playback.duration).toBe(29.5);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0])(
    "lasts what the gateway says where the file claims %d",
    (claimed) => {
      tape.load(claimed);
      expect(playback.duration).toBe(30);
    },
  );

  it.each([
    [12, 12],
    [-3, 0],
    [99, 30],
  ])("goes to second %d, or as far as there is", (wanted, reached) => {
    playback.seek(wanted);
    expect(playback.position.value).toBe(reached);
  });

  it("steps to and fro", () => {
    playback.seek(10);
    playback.step(5);
    playback.step(-20);
    expect(playback.position.value).toBe(0);
  });

  it("is heard as fast and as loud as one likes", () => {
    playback.listen({ speed: 1.5, volume: 0.4 });
    expect([tape.playbackRate, tape.volume]).toEqual([1.5, 0.4]);
  });
});
