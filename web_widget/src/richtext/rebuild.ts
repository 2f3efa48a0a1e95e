/** Rebuilds the HTML of a message from the allow-list, node by node, without ever assigning markup. */
import { ALLOWED_TAGS, DROPPED_TAGS, isOwnImage, linkTarget } from "./allowed";

/** Deeper nesting than any honest message has; what lies below is kept as text. */
const MAX_DEPTH = 40;

interface TrustedTypePolicy {
  createHTML(html: string): unknown;
}
interface TrustedTypeFactory {
  createPolicy(name: string, rules: { createHTML(html: string): string }): TrustedTypePolicy;
}

// Parsing is the one sink in use, and its document never runs anything: hence the identity.
const policy: TrustedTypePolicy | undefined = (
  globalThis as { trustedTypes?: TrustedTypeFactory }
).trustedTypes?.createPolicy("parley", { createHTML: (html) => html });

/** Parses `html` in an inert document and returns a fresh copy of what is allowed in it. */
export function rebuild(html: string, document: Document): DocumentFragment {
  const source = (policy ? policy.createHTML(html) : html) as string;
  const parsed = new DOMParser().parseFromString(source, "text/html");
  const fragment = document.createDocumentFragment();
  copyChildren(parsed.body, fragment, 0);
  return fragment;

  function copyChildren(from: Node, to: Node, depth: number): void {
    for (const child of Array.from(from.childNodes)) copy(child, to, depth);
  }

  function copy(node: Node, to: Node, depth: number): void {
    if (node.nodeType === Node.TEXT_NODE) {
      to.appendChild(document.createTextNode(node.nodeValue ?? ""));
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const element = node as Element;
    const tag = element.localName;
    if (DROPPED_TAGS.has(tag)) return;
    if (depth >= MAX_DEPTH) {
      to.appendChild(document.createTextNode(element.textContent ?? ""));
      return;
    }
    const shell = shellFor(element, tag);
    if (shell) to.appendChild(shell);
    copyChildren(element, shell ?? to, depth + 1);
  }

  /** A new element in the place of `element`, or null where only its content may stay. */
  function shellFor(element: Element, tag: string): Element | null {
    if (!ALLOWED_TAGS.has(tag)) return null;
    if (tag === "a") {
      // Attributes are read through the prototype: a form field named "getAttribute" cannot stand in for it.
      return link(read(element, "href"));
    }
    if (tag === "img") {
      const source = read(element, "src");
      if (!isOwnImage(source)) {
        // Followed if somebody wants to, never fetched by itself.
        const instead = link(source);
        instead?.append(read(element, "alt") || source || "");
        return instead;
      }
      const image = document.createElement("img");
      // `src` comes last: before it is known to be lazy, it would be fetched at once.
      image.setAttribute("loading", "lazy");
      for (const name of ["width", "height", "alt", "src"]) {
        image.setAttribute(name, read(element, name) ?? "");
      }
      return image;
    }
    return document.createElement(tag);
  }

  function link(address: string | null): HTMLAnchorElement | null {
    const target = linkTarget(address);
    if (target === null) return null;
    const built = document.createElement("a");
    built.href = target;
    built.target = "_blank";
    built.rel = "noopener noreferrer nofollow";
    return built;
  }
}

function read(element: Element, name: string): string | null {
  return Element.prototype.getAttribute.call(element, name);
}
