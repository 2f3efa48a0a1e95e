/** Purifying: HTML from anywhere parsed where nothing runs or loads, without what could. */

import DOMPurify from "dompurify";

/** Word's rules for a whole page, which the page's policy would refuse aloud. */
const SHEET = /<style\b[\s\S]*?<\/style\s*>/giu;
/** A sheet of Outlook's, or of a page of Word's without spacing: its paragraphs stand close. */
const CLOSE = /p\.MsoNormal\b[^{}]*\{[^{}]*\bmargin\s*:\s*0/iu;
/** An opening tag; what stands in one is never read by people. */
const TAG = /<[a-z][^<>]*>/giu;
const STYLE = /([\s"'/])style(\s*=)/giu;

/** Where the styles of foreign HTML are to be found: as such the page's policy would refuse them. */
const STYLES = "data-styles";

export function stylesOf(element: Element): string {
  return element.getAttribute(STYLES) ?? "";
}

/** The tree of `html`, of which nothing belongs to the page. */
export function purified(html: string): Node {
  const tree = DOMPurify.sanitize(
    html.replace(SHEET, "").replace(TAG, (tag) => tag.replace(STYLE, `$1${STYLES}$2`)),
    {
      RETURN_DOM: true,
      FORBID_TAGS: ["style", "form", "input", "button", "select", "textarea", "video", "audio"],
      // Word's styles tell what is bold, and which paragraphs are items; they are read as text.
      ADD_ATTR: [STYLES],
      ADD_URI_SAFE_ATTR: [STYLES],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      KEEP_CONTENT: true,
    },
  ) as HTMLElement;
  if (CLOSE.test(html)) {
    // Said again where it is read: the sheet itself is gone.
    for (const paragraph of Array.from(tree.querySelectorAll('p[class^="Mso"]'))) {
      paragraph.setAttribute(STYLES, `margin:0;${stylesOf(paragraph)}`);
    }
  }
  return tree;
}
