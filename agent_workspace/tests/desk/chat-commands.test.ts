import { signal } from "@preact/signals";
import { describe, expect, it, vi } from "vitest";
import { Drafts } from "~/composer/drafts";
import { ChatCommands, type ChatPorts } from "~/desk/chat-commands";
import { ComingPictures } from "~/editor/coming-pictures";
import { htmlOfText } from "~/mail/plain-body";
import { en } from "~/words/en";
import { chat, deskAfter, interaction, opened } from "../kit";

function writing(change: Partial<ChatPorts> = {}) {
  const said: string[] = [];
  const post = vi.fn();
  const drafts = new Drafts();
  const live = interaction({ chat: chat({ id: "chat", state: "active" }) });
  const state = signal(deskAfter(opened({ interactions: [live] })));
  const coming = new ComingPictures();
  const commands = new ChatCommands({
    state,
    drafts,
    coming,
    outbox: { post },
    uploads: { of: () => [] },
    words: signal(en),
    toasts: { say: (text: string) => said.push(text) },
    ...change,
  } as unknown as ChatPorts);
  drafts.change("chat", { html: htmlOfText("Hello"), text: "Hello", formatted: false });
  return { commands, drafts, coming, post, said, state };
}

const rising = (failed: boolean) => ({
  of: () => [
    {
      id: 1,
      ownerId: "chat",
      name: "lamp.png",
      percent: 3,
      failed,
      file: new File([], "lamp.png"),
    },
  ],
});

describe("sending", () => {
  it("takes the draft", () => {
    const { commands, drafts, post } = writing();
    expect(commands.sendDraft("chat")).toBe(true);
    expect(post).toHaveBeenCalledOnce();
    expect(drafts.of("chat").text).toBe("");
  });

  it("waits for a file that is being uploaded, and says so", () => {
    const { commands, drafts, post, said } = writing({ uploads: rising(false) });
    expect(commands.sendDraft("chat")).toBe(false);
    expect(post).not.toHaveBeenCalled();
    expect(said).toEqual([en.mail.obstacles.uploads]);
    expect(drafts.of("chat").text).toBe("Hello");
  });

  it("does not wait for one that has failed, which stands beside the text", () => {
    const { commands } = writing({ uploads: rising(true) });
    expect(commands.sendDraft("chat")).toBe(true);
  });

  it("waits for a picture in the text, also of an editor that was closed since", () => {
    const { commands, coming, post, said } = writing();
    coming.watch("chat", () => true);
    expect(commands.sendDraft("chat")).toBe(false);
    expect(post).not.toHaveBeenCalled();
    expect(said).toEqual([en.editor.pictureComes]);
  });
});

describe("what nobody has sent", () => {
  it("is what was written, and what is on its way without a word", () => {
    const { commands, drafts, coming } = writing();
    expect(commands.hasUnsent("chat")).toBe(true);
    drafts.clear("chat");
    expect(commands.hasUnsent("chat")).toBe(false);
    coming.watch("chat", () => true);
    expect(commands.hasUnsent("chat")).toBe(true);
    const uploading = writing({ uploads: rising(true) });
    uploading.drafts.clear("chat");
    expect(uploading.commands.hasUnsent("chat")).toBe(true);
  });
});

describe("the draft of a chat", () => {
  it("takes what comes later, until the chat ends", () => {
    const { commands, drafts, state } = writing();
    const draft = commands.draftOf("chat");
    expect(draft.html()).toBe(htmlOfText("Hello"));
    draft.write({ html: "<p>Later</p>", text: "Later", formatted: false });
    expect(drafts.of("chat").html).toBe("<p>Later</p>");
    state.value = deskAfter(opened({ interactions: [] }));
    expect(draft.html()).toBeNull();
  });
});
