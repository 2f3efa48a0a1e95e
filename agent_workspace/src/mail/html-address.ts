/** The address of a mail's HTML page. */

/** The same page with pictures from the internet, which the reader has asked for. */
export function withPictures(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}images=1`;
}
