"""The first line of preformatted text, which whoever reads HTML takes for the end of the tag."""

import re
from typing import Final

_BEGINNING: Final = re.compile(r"(<pre(?: [^<>]*)?>)\n")


def with_first_lines(html: str) -> str:
    """Give clean `html` with a line end more where preformatted text begins with one.

    A reader drops the first one (HTML, section 13.2.6.4.7), and a writer should therefore repeat
    it (section 13.3). nh3 does not: each reading would cost the text an empty line.
    """
    return _BEGINNING.sub(r"\1\n\n", html) if "<pre" in html else html
