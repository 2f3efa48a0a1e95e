/** The desk's recordings: fetched over HTTP, heard through the page's own audio element. */

import { Recordings } from "~/voicemail/recordings";

export function buildRecordings(token: () => string | null): Recordings {
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
    attended: () => document.hasFocus(),
    address: (bytes) => {
      const url = URL.createObjectURL(bytes);
      return { url, release: () => URL.revokeObjectURL(url) };
    },
  });
}
