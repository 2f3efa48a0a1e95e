/** The formats an element stands for, by its name or by the styles word processors write. */

import type { Marks, MarkTag } from "~/editor/blocks";
import { stylesOf } from "~/editor/purify";

const BY_NAME: Readonly<Record<string, MarkTag>> = {
  b: "b",
  strong: "b",
  i: "i",
  em: "i",
  u: "u",
  ins: "u",
  sub: "sub",
  sup: "sup",
};
const BY_STYLE: readonly (readonly [MarkTag, RegExp])[] = [
  ["b", /(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)/i],
  ["i", /(?:^|;)\s*font-style\s*:\s*(?:italic|oblique)/i],
  ["u", /(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*underline/i],
  ["sub", /(?:^|;)\s*vertical-align\s*:\s*sub/i],
  ["sup", /(?:^|;)\s*vertical-align\s*:\s*super/i],
];
/** What some processors wrap a whole page in: a `<b>` that makes nothing bold. */
const UNBOLD = /(?:^|;)\s*font-weight\s*:\s*(?:normal|[1-5]00)/i;
const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** The formats of what stands in `element`, given those of what stands around it. */
export function marksIn(element: Element, around: Marks): Marks {
  const tag = element.localName;
  const style = stylesOf(element);
  const marks: Partial<Record<MarkTag, string>> = { ...around };
  const named = BY_NAME[tag];
  if (named !== undefined && !(named === "b" && UNBOLD.test(style))) marks[named] = "";
  if (tag === "a") {
    const target = linkTarget(element.getAttribute("href"));
    if (target !== null) marks.a = target;
  } else {
    for (const [mark, pattern] of BY_STYLE) if (pattern.test(style)) marks[mark] = "";
  }
  return marks;
}

/** Where a link leads, or null where it must not or cannot lead anywhere. */
export function linkTarget(href: string | null): string | null {
  const address = href?.trim() ?? "";
  if (!/^[a-z][a-z0-9+.-]*:/i.test(address) || !URL.canParse(address)) return null;
  const target = new URL(address);
  return SCHEMES.has(target.protocol) ? target.href : null;
}
