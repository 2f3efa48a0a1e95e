/** Rebuilding: a foreign tree becomes a new one that holds only what the allow-list names. */

/** The 27 tags of the chat editor, as the gateway's own allow-list has them. */
const ALLOWED = new Set(
  (
    "div article blockquote h1 h2 h3 h4 h5 h6 p i b u sub sup em strong " +
    "a ul ol li dd dl dt img hr br"
  ).split(" "),
);
/** Elements whose text is no text for people. */
const DROPPED = new Set(["script", "style", "template", "noscript", "title", "iframe", "object"]);
/** What the gateway keeps: nobody else learns who reads a message that shows it. */
export const OWN_IMAGE = /^\/api\/v1\/images\/[0-9a-f]{32}$/;
const PIXELS = /^[0-9]{1,4}$/;
const LINK_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);
/** A message nested deeper than this was not written by a person. */
const MOST_DEPTH = 40;
const ELEMENT = 1;
const TEXT = 3;

export interface RebuildOptions {
  /** What stands in the place of a picture that is not loaded. */
  readonly removedImage: string;
}

export function rebuild(
  source: Node,
  document: Document,
  options: RebuildOptions,
): DocumentFragment {
  const fragment = document.createDocumentFragment();
  copyChildren(source, fragment, 0);
  return fragment;

  function copyChildren(from: Node, to: Node, depth: number): void {
    if (depth > MOST_DEPTH) {
      to.appendChild(document.createTextNode(from.textContent ?? ""));
      return;
    }
    for (const child of Array.from(from.childNodes)) copy(child, to, depth);
  }

  function copy(node: Node, to: Node, depth: number): void {
    if (node.nodeType === TEXT) {
      to.appendChild(document.createTextNode(node.nodeValue ?? ""));
      return;
    }
    if (node.nodeType !== ELEMENT) return;
    const element = node as Element;
    const tag = element.localName;
    if (DROPPED.has(tag)) return;
    if (!ALLOWED.has(tag)) {
      copyChildren(element, to, depth + 1);
      return;
    }
    if (tag === "img") {
      to.appendChild(picture(element));
      return;
    }
    const built = document.createElement(tag);
    if (tag === "a") link(element.getAttribute("href"), built as HTMLAnchorElement);
    copyChildren(element, built, depth + 1);
    to.appendChild(built);
  }

  function link(address: string | null, to: HTMLAnchorElement): void {
    const target = absolute(address);
    if (target === null || !LINK_SCHEMES.has(target.protocol)) return;
    to.href = target.href;
    to.target = "_blank";
    to.rel = "noopener noreferrer nofollow";
  }

  function picture(from: Element): Node {
    const source = from.getAttribute("src") ?? "";
    const alt = from.getAttribute("alt") ?? "";
    if (!OWN_IMAGE.test(source)) {
      // Followed if somebody wants to, never fetched by itself.
      const instead = document.createElement("a");
      link(source, instead);
      instead.textContent = `[${alt || options.removedImage}]`;
      return instead.href === "" ? document.createTextNode(instead.textContent) : instead;
    }
    const built = document.createElement("img");
    // Before `src`, or it would be fetched at once.
    built.setAttribute("loading", "lazy");
    for (const side of ["width", "height"]) {
      const pixels = from.getAttribute(side) ?? "";
      if (PIXELS.test(pixels)) built.setAttribute(side, pixels);
    }
    built.alt = alt;
    built.src = source;
    return built;
  }
}

/** An address with a scheme of its own, or null: nothing relative is followed. */
function absolute(address: string | null): URL | null {
  if (address === null || !/^[a-z][a-z0-9+.-]*:/i.test(address.trim())) return null;
  try {
    return new URL(address.trim());
  } catch {
    // Not an address at all: the text stays, the link does not.
    return null;
  }
}
