import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { followChats, tellCutOff } from "~/composer/cut-off";
import { Uploads } from "~/composer/uploads";
import { ComingPictures } from "~/editor/coming-pictures";
import { en } from "~/words/en";
import { chat, deskAfter, interaction, opened } from "../kit";

function uploading(ownerId?: string) {
  const said: string[] = [];
  const cancelled: string[] = [];
  const uploads = new Uploads<never>({
    admit: (_, files) => files,
    send: (owner) => ({ done: new Promise(() => {}), cancel: () => cancelled.push(owner) }),
    keep: () => undefined,
    tellFailure: () => undefined,
  });
  if (ownerId !== undefined) uploads.add(ownerId, [new File(["x"], "lamp.png")]);
  const coming = new ComingPictures();
  const toasts = { say: (text: string) => said.push(text) };
  return { ports: { uploads, coming, toasts, words: signal(en) }, said, cancelled };
}

const desk = (state: "active" | "ended") =>
  deskAfter(opened({ interactions: [interaction({ chat: chat({ id: "chat", state }) })] }));
const nothing = deskAfter(opened({ interactions: [] }));

describe("what is on its way when its draft goes", () => {
  it("is stopped, and told: a file", () => {
    const { ports, said, cancelled } = uploading("draft");
    tellCutOff("draft", ports);
    expect(said).toEqual([en.composer.cutOff]);
    expect(cancelled).toEqual(["draft"]);
    expect(ports.uploads.of("draft")).toEqual([]);
  });

  it("is told: a picture in its text", () => {
    const { ports, said } = uploading();
    ports.coming.watch("draft", () => true);
    tellCutOff("draft", ports);
    expect(said).toEqual([en.composer.cutOff]);
    expect(ports.coming.waits("draft")).toBe(false);
  });

  it("is no matter where there is nothing", () => {
    const { ports, said } = uploading("another");
    ports.coming.watch("draft", () => false);
    tellCutOff("draft", ports);
    expect(said).toEqual([]);
    expect(ports.uploads.of("another")).toHaveLength(1);
  });
});

describe("what is on its way in a chat", () => {
  it("is told when the chat ends", () => {
    const { ports, said } = uploading("chat");
    followChats(desk("active"), desk("ended"), ports);
    expect(said).toEqual([en.composer.cutOff]);
    followChats(desk("ended"), nothing, ports);
    expect(said).toHaveLength(1);
  });

  it("is told when the chat leaves this desk", () => {
    const { ports, said } = uploading("chat");
    followChats(desk("active"), nothing, ports);
    expect(said).toEqual([en.composer.cutOff]);
  });

  it("goes on while the chat does", () => {
    const { ports, said } = uploading("chat");
    followChats(nothing, desk("active"), ports);
    followChats(desk("active"), desk("active"), ports);
    expect(said).toEqual([]);
    expect(ports.uploads.of("chat")).toHaveLength(1);
  });
});
