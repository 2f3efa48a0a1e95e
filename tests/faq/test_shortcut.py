"""Shortcuts: what agents type, and what it is without its decoration."""

import pytest

from faq.shortcut import bare_shortcut


@pytest.mark.parametrize(
    ("typed", "shortcut"),
    [
        (r"\q", "q"),
        ("<Prix>", "Prix"),
        ("<Pri", "Pri"),
        (" q ", "q"),
        ("été-2026", "été-2026"),
        ("", None),
        ("\\", None),
        ("<>", None),
        (r"\\q", None),
        ("two words", None),
        ("<b>bold", None),
        ("x" * 41, None),
    ],
)
def test_the_decoration_is_taken_off(typed: str, shortcut: str | None):
    r"""FAQ-004, FAQ-006: `\q` and `<Prix>` are the shortcuts q and Prix."""
    assert bare_shortcut(typed) == shortcut
