/** What was still being uploaded when its draft went: stopped, and told. */

import type { ReadonlySignal } from "@preact/signals";
import type { Uploads } from "~/composer/uploads";
import type { Toasts } from "~/desk/toasts";
import type { ComingPictures } from "~/editor/coming-pictures";
import type { DeskState } from "~/state/desk-state";
import type { Words } from "~/words/en";

export interface CutOffPorts {
  readonly uploads: Pick<Uploads<never>, "of" | "removeAll">;
  readonly coming: ComingPictures;
  readonly toasts: Pick<Toasts, "say">;
  readonly words: ReadonlySignal<Words>;
}

/** A draft is gone, for whatever reason. */
export function tellCutOff(draftId: string, ports: CutOffPorts): void {
  const { uploads, coming, toasts, words } = ports;
  const something = uploads.of(draftId).length > 0 || coming.waits(draftId);
  uploads.removeAll(draftId);
  coming.drop(draftId);
  if (something) toasts.say(words.peek().composer.cutOff, "problem");
}

/** Looks for chats that have ended, or gone from this desk: nothing can be said in them. */
export function followChats(before: DeskState, after: DeskState, ports: CutOffPorts): void {
  if (before.work === after.work) return;
  const open = openChats(after);
  for (const chatId of openChats(before)) if (!open.has(chatId)) tellCutOff(chatId, ports);
}

export function openChats({ work }: Pick<DeskState, "work">): ReadonlySet<string> {
  return new Set(work.flatMap(({ chat }) => (chat && chat.state !== "ended" ? [chat.id] : [])));
}
