/** The tags a message may hold, and the only attributes that survive on them. */

export const ALLOWED_TAGS: ReadonlySet<string> = new Set(
  (
    "div article blockquote h1 h2 h3 h4 h5 h6 p i b u sub sup em strong a " +
    "ul ol li dd dl dt img hr br"
  ).split(" "),
);

/** Content that is not text of the message: dropped whole, where other unknown tags only lose their shell. */
export const DROPPED_TAGS: ReadonlySet<string> = new Set(
  "script style template noscript iframe object embed svg math head title textarea select".split(
    " ",
  ),
);

const LINK = /^(?:https?:|mailto:|tel:)/i;
const OWN_IMAGE = /^\/api\/v1\/images\/[0-9a-f]{32}$/;

/** The address if a link may lead there, else null. */
export function linkTarget(address: string | null): string | null {
  const trimmed = address?.trim() ?? "";
  return LINK.test(trimmed) ? trimmed : null;
}

/** Whether the gateway itself keeps the picture: any other server would learn who reads the message. */
export function isOwnImage(address: string | null): address is string {
  return address !== null && OWN_IMAGE.test(address);
}
