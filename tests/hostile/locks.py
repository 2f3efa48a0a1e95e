"""bleach and nh3 over every attack, each alone with the same lists: where they differ.

`python -m tests.hostile.locks` gives the table of docs/reference/sanitising.md, with `--examples`
some attacks of each kind.
"""

import argparse
import re
from collections import Counter, defaultdict
from typing import Final

import bleach
import nh3
from rich.console import Console

from markup.allowlist import ATTRIBUTES, LINK_SCHEMES, TAGS
from tests.hostile.payloads import payloads

ELEMENTS: Final = re.compile(r"<(/?[a-z0-9]+)")
KINDS: Final = (
    "nothing",
    "an attribute alone",
    "what bleach shows of an element that nh3 drops whole",
    "what nh3 shows and bleach does not",
    "which elements, the words being the same",
    "the words, some here and some there",
)


def by_bleach(html: str) -> str:
    """Clean with bleach; its output is spelt as nh3 spells."""
    attributes = {tag: sorted(names) for tag, names in ATTRIBUTES.items()}
    cleaned = bleach.clean(
        html, tags=TAGS, attributes=attributes, protocols=LINK_SCHEMES, strip=True
    )
    return nh3.clean(
        cleaned,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        link_rel=None,
        url_schemes={*LINK_SCHEMES, "javascript", "data", "vbscript"},
    )


def by_nh3(html: str) -> str:
    """Clean with nh3."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"*": set(), **{tag: set(names) for tag, names in ATTRIBUTES.items()}},
        link_rel=None,
        url_schemes=set(LINK_SCHEMES),
        url_relative="deny",
    )


def difference(html: str) -> str:
    """Name what differs between the two."""
    first, second = by_bleach(html), by_nh3(html)
    if first == second:
        return KINDS[0]
    words, others = (_words(each) for each in (first, second))
    if words == others:
        if ELEMENTS.findall(first) != ELEMENTS.findall(second):
            return KINDS[4]
        return KINDS[1]
    if _within(others, words):
        return KINDS[2]
    return KINDS[3] if _within(words, others) else KINDS[5]


def _words(html: str) -> str:
    text = re.sub(r"<[^<>]*>", "", html)
    return "".join(character for character in text if character.isprintable() and character != " ")


def _within(few: str, many: str) -> bool:
    rest = iter(many)
    return all(each in rest for each in few)


def main() -> None:
    """Compare and print the table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", action="store_true")
    options = parser.parse_args()
    counted: Counter[str] = Counter()
    examples = defaultdict(list)
    for family, source in payloads():
        kind = difference(source)
        counted[kind] += 1
        examples[kind].append(f"{family}: {source[:100]!r}")
    console = Console(markup=False, highlight=False, soft_wrap=True)
    console.print("| they differ in | attacks |\n|---|---|")
    for kind in KINDS:
        console.print(f"| {kind} | {counted[kind]:,} |")
        if options.examples:
            console.print("\n".join(examples[kind][:: max(1, len(examples[kind]) // 6)]))


if __name__ == "__main__":
    main()
