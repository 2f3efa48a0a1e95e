"""What is clean stays so: the tree a browser builds of it is not changed by cleaning it again."""

from collections.abc import Callable
from typing import Any

import pytest
from bleach.html5lib_shim import HTMLParser  # type: ignore[attr-defined]  # as bleach reads

from markup.allowlist import TAGS
from markup.insertion import decide
from markup.mail_html import TAGS as MAIL_TAGS
from markup.mail_html import clean_mail
from markup.page_html import PAGE_TAGS, clean_page, with_own_pictures
from markup.rich_text import from_html
from markup.sanitize import clean_html
from tests.hostile.payloads import payloads, tenth

Clean = Callable[[str], str]
CLEANERS: dict[str, Clean] = {
    "a message": clean_html,
    "a message without card numbers": lambda html: from_html(html, masked=True).html,
    "an entry as a message": lambda html: decide(html).content.html,
    "an entry on its page": clean_page,
    "the same without pictures of others": lambda html: with_own_pictures(clean_page(html)),
    "a mail": lambda html: clean_mail(html, inline={}, remote_images=False),
    "a mail with its pictures": lambda html: clean_mail(html, inline={}, remote_images=True),
}
BESIDE_ANOTHER = {
    "a message without card numbers",
    "an entry as a message",
    "a mail with its pictures",
}
"""Held to a tenth of the attacks: they do little more than one that is held to all of them."""
KEPT = {
    "a message": TAGS,
    "an entry on its page": PAGE_TAGS,
    "a mail": MAIL_TAGS,
}
PREFORMATTED = {
    "<pre>\nx</pre>": "x",
    "<pre>\n\nx</pre>": "\nx",
    "<pre><!-- -->\n\nx</pre>": "\n\nx",
    "<pre style='color:red'>\n\n\nx</pre>": "\n\nx",
    "<pre>y\n\nx</pre>": "y\n\nx",
}


def tree(html: str) -> Any:
    """Build what a browser builds, and give it as values that can be compared."""
    parser = HTMLParser(namespaceHTMLElements=False)
    return _values(parser.parseFragment(html, container="div"))


def _values(element: Any) -> Any:
    return (
        str(element.tag),
        sorted(element.attrib.items()),
        element.text or "",
        [_values(child) for child in element],
        element.tail or "",
    )


def text(html: str) -> str:
    """Give what a reader sees."""
    parser = HTMLParser(namespaceHTMLElements=False)
    return "".join(parser.parseFragment(html, container="div").itertext())


@pytest.mark.parametrize("name", CLEANERS)
def test_cleaning_twice_gives_the_same_tree(name: str) -> None:
    clean = CLEANERS[name]
    attacks = tenth() if name in BESIDE_ANOTHER else payloads()
    for source in (*(each.source for each in attacks), *PREFORMATTED):
        once = clean(source)
        twice = clean(once)
        # The same string is the same tree, and building trees is what takes time here.
        assert once == twice or tree(once) == tree(twice), source


@pytest.mark.parametrize("name", KEPT)
def test_no_text_of_a_listed_tag_is_lost(name: str) -> None:
    tags = sorted(KEPT[name] - {"br", "hr", "img", "wbr", "col"})
    html = "".join(f"<{tag}>in-{tag}</{tag}> " for tag in tags)
    assert text(CLEANERS[name](html)).split() == [f"in-{tag}" for tag in tags]


@pytest.mark.parametrize("name", ["an entry on its page", "a mail"])
@pytest.mark.parametrize(("html", "shown"), PREFORMATTED.items())
def test_preformatted_text_keeps_its_empty_lines(name: str, html: str, shown: str) -> None:
    """A reader drops the first line end behind `<pre>`, and nh3 does not write it again."""
    assert text(html.replace("<!-- -->", "<!---->")) == shown  # a comment's words are no text
    assert text(CLEANERS[name](html)) == shown
