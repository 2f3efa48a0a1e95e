/** The address of a mail's HTML page. */

/** The same page with pictures from the internet, which the reader has asked for. */
export function withPictures(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}images=1`;
}

/** Whether there are any to ask for; where that is not to be learned, there may be. */
export async function hasRemotePictures(url: string): Promise<boolean> {
  try {
    const head = await fetch(url, { method: "HEAD", credentials: "same-origin" });
    return head.headers.get("Parley-Pictures") !== "none";
  } catch {
    return true;
  }
}
