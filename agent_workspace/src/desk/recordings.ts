/** The desk's recordings: fetched over HTTP, heard through the page's own audio element. */

import type { Locale } from "@parley/wire";
import type { ReadonlySignal } from "@preact/signals";
import { Recordings } from "~/voicemail/recordings";
import type { Words } from "~/words/en";

export interface RecordingsParts {
  readonly token: () => string | null;
  readonly words: ReadonlySignal<Words>;
  readonly locale: ReadonlySignal<Locale>;
}

export function buildRecordings({ token, words, locale }: RecordingsParts): Recordings {
  return new Recordings({
    fetch: async (url) => {
      const bearer = token();
      const response = await fetch(url, {
        credentials: "same-origin",
        headers: bearer === null ? {} : { Authorization: `Bearer ${bearer}` },
      });
      if (!response.ok) throw new Error(`A recording was refused: ${response.status}`);
      return response.blob();
    },
    sound: () => new Audio(),
    announce: async (medium, volume) => {
      const { announce } = await import("~/voicemail/announcement");
      await announce({ text: words.peek()[medium].announced, language: locale.peek(), volume });
    },
    attended: () => document.hasFocus(),
    address: (bytes) => {
      const url = URL.createObjectURL(bytes);
      return { url, release: () => URL.revokeObjectURL(url) };
    },
  });
}
