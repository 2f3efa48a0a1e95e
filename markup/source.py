"""What authors write, Markdown or HTML, as HTML that is not clean yet."""

import re
from typing import Final

from markdown import Markdown

_BEGINS_AS_HTML: Final = re.compile(r"\s*<(?:!--|[a-zA-Z][a-zA-Z0-9]*[\s/>])")
_EXTENSIONS: Final = ("tables", "fenced_code", "sane_lists")


def html_of(source: str) -> str:
    """Give the HTML of `source`, which is taken for HTML where it begins with a tag.

    Markdown may hold HTML. Whatever comes out must still be cleaned.
    """
    if _BEGINS_AS_HTML.match(source):
        return source
    # A new reader each time: it keeps state between readings.
    return Markdown(extensions=list(_EXTENSIONS), output_format="html").convert(source)
