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
const LINK_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);
/** A message nested deeper than this was not written by a person. */
const MOST_DEPTH = 40;
const ELEMENT = 1;
const TEXT = 3;

export interface RebuildOptions {
  /** The desk's own origin: pictures from elsewhere would tell others who reads. */
  readonly origin: string;
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
    if (tag === "a") link(element, built as HTMLAnchorElement);
    copyChildren(element, built, depth + 1);
    to.appendChild(built);
  }

  function link(from: Element, to: HTMLAnchorElement): void {
    const target = absolute(from.getAttribute("href"));
    if (target === null || !LINK_SCHEMES.has(target.protocol)) return;
    to.href = target.href;
    to.target = "_blank";
    to.rel = "noopener noreferrer nofollow";
  }

  function picture(from: Element): Node {
    const source = absolute(from.getAttribute("src"));
    const alt = from.getAttribute("alt") ?? "";
    if (source === null || source.origin !== options.origin) {
      return document.createTextNode(`[${alt || options.removedImage}]`);
    }
    const built = document.createElement("img");
    built.src = source.href;
    built.alt = alt;
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
