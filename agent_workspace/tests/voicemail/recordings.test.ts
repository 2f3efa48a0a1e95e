import type { Interaction, Voicemail } from "@parley/wire";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Kept } from "~/storage/kept";
import type { RecordingPorts } from "~/voicemail/recording";
import { Recordings } from "~/voicemail/recordings";
import { AT, handling, interaction, snapshot } from "../kit";
import { MemoryStorage } from "../memory-storage";
import { Tape } from "./tape";

function voicemail(change: Partial<Voicemail> = {}): Voicemail {
  return {
    id: "voicemail",
    caller: "+33123456789",
    caller_name: "",
    called_at: new Date(AT).toISOString(),
    duration_seconds: 12,
    audio_url: "/audio",
    peaks_url: "/peaks",
    download_url: null,
    file_name: "message.wav",
    flags: [],
    reason: "",
    transcript: null,
    copy: null,
    deletes_at: null,
    deleted: false,
    ...change,
  };
}

function left(id: string, change: Partial<Interaction> = {}): Interaction {
  const { chat: _, ...rest } = interaction({ id, medium: "voicemail", ...change });
  return { voicemail: voicemail(), ...rest };
}

/** A gateway that has one recording, and the tapes it is played on. */
class Stage {
  readonly tapes: Tape[] = [];
  readonly released: string[] = [];
  missing = false;
  attended = true;
  readonly announced: string[] = [];
  saying: Promise<void> = Promise.resolve();
  readonly recordings = new Recordings({
    fetch: async (url: string) => {
      if (this.missing) throw new Error("refused: 403");
      return new Blob([url === "/peaks" ? '{"peaks":[0.1,0.5]}' : "sound"]);
    },
    attended: () => this.attended,
    announce: (medium: string) => {
      this.announced.push(medium);
      return this.saying;
    },
    sound: () => {
      const tape = new Tape();
      this.tapes.push(tape);
      return tape;
    },
    address: () => {
      const url = `blob:${this.tapes.length}`;
      return { url, release: () => this.released.push(url) };
    },
  } as unknown as RecordingPorts);

  tell(payload: Interaction): void {
    this.recordings.follow({ type: "interaction", payload, at: AT });
  }

  tape(at: number): Tape {
    return this.tapes[at] as Tape;
  }
}

const settle = () => vi.waitFor(() => undefined).then(() => new Promise((go) => setTimeout(go)));
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

describe("the recording of a voicemail", () => {
  it("plays once it is accepted (VML-007)", async () => {
    stage.tell(left("one"));
    await settle();
    expect(stage.tape(0)).toMatchObject({ paused: false, src: "blob:1", loop: true });
    expect(stage.recordings.of(left("one"))?.loudness.value).toEqual([0.1, 0.5]);
  });

  it("plays after it was said that it is a voicemail (VML-008)", async () => {
    let said = () => {};
    stage.saying = new Promise((done) => {
      said = done;
    });
    stage.tell(left("one"));
    await settle();
    const recording = stage.recordings.of(left("one"));
    expect(stage.announced).toEqual(["voicemail"]);
    expect([recording?.announced.value, stage.tape(0).paused]).toEqual([true, true]);
    said();
    await settle();
    expect([recording?.announced.value, stage.tape(0).paused]).toEqual([false, false]);
  });

  it("does not begin any more where the agent has ended during the announcement", async () => {
    let said = () => {};
    stage.saying = new Promise((done) => {
      said = done;
    });
    stage.tell(left("one"));
    stage.tell(left("one", { rev: 2, handling: handling({ state: "wrap_up" }) }));
    said();
    await settle();
    expect(stage.tape(0).paused).toBe(true);
  });

  it("waits for a click where the page was opened anew", async () => {
    stage.recordings.follow({
      type: "snapshot",
      payload: snapshot({ interactions: [left("one")] }),
      at: AT,
    });
    stage.tell(left("one", { rev: 2 }));
    stage.recordings.of(left("one"));
    await settle();
    expect(stage.tape(0).paused).toBe(true);
  });

  it("stays silent on the agent's other pages", async () => {
    stage.attended = false;
    stage.tell(left("one"));
    await settle();
    expect(stage.tape(0)).toMatchObject({ paused: true, src: "blob:1" });
  });

  it("is heard one at a time", async () => {
    stage.tell(left("one"));
    stage.tell(left("two"));
    await settle();
    expect(stage.tapes.map(({ paused }) => paused)).toEqual([true, false]);
  });

  it("falls silent when the agent ends, and can be heard while wrapping up (VML-013)", async () => {
    stage.tell(left("one"));
    await settle();
    stage.tell(left("one", { rev: 2, handling: handling({ state: "wrap_up" }) }));
    expect(stage.tape(0).paused).toBe(true);
    expect(stage.recordings.of(left("one"))?.state.value).toBe("ready");
  });

  it("is given up with the contact", async () => {
    stage.tell(left("one"));
    await settle();
    stage.tell(left("one", { rev: 3, handling: handling({ state: "closed" }) }));
    expect(stage.released).toEqual(["blob:1"]);
  });

  it("that could not be loaded can be asked for again", async () => {
    stage.missing = true;
    stage.tell(left("one"));
    await settle();
    expect(stage.recordings.of(left("one"))?.state.value).toBe("failed");
    stage.missing = false;
    await stage.recordings.retry(left("one"));
    expect(stage.recordings.of(left("one"))?.state.value).toBe("ready");
  });

  it.each([
    ["cannot be played", { audio_url: null }],
    ["has been deleted", { deleted: true }],
  ])("is none where it %s", (_, change) => {
    expect(stage.recordings.of(left("one", { voicemail: voicemail(change) }))).toBeNull();
  });

  it("comes with a callback too (CBK-003)", () => {
    const callback = {
      number: "+33123456789",
      preferred_agent: null,
      attempts: 0,
      attempts_left: null,
      voicemail: voicemail(),
    };
    const { voicemail: _, ...owed } = left("one", { medium: "callback", callback });
    expect(stage.recordings.of(owed)?.playback.duration).toBe(12);
  });

  it("is heard the way the last one was", async () => {
    const kept = new Kept(new MemoryStorage(), "me");
    stage.recordings.belongTo(kept);
    stage.tell(left("one"));
    stage.recordings.listen({ speed: 1.5, volume: 0.5 });
    stage.tell(left("two"));
    expect(stage.tapes.map(({ playbackRate, volume }) => [playbackRate, volume])).toEqual([
      [1.5, 0.5],
      [1.5, 0.5],
    ]);
    const later = new Recordings({} as RecordingPorts);
    later.belongTo(kept);
    expect(later.listening.value).toEqual({ speed: 1.5, volume: 0.5 });
  });
});
