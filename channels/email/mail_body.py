"""What a mail says: safe HTML beside its plain twin."""

from typing import Final

import msgspec

from markup.plain import plain_twin
from markup.sanitize import clean_html

MOST_STEPS: Final = 200_000
"""Work up to which the HTML of a draft keeps its layout (`markup.effort`), beyond it its words.

A megabyte of paragraphs is less. It takes a second or two, so it is not done on the event loop.
"""


class Written(msgspec.Struct, frozen=True):
    """What an agent wrote, as the editor gave it."""

    html: str


class MailBody(msgspec.Struct, frozen=True):
    """The two forms in which it goes out."""

    html: str
    text: str


def body_of(written: Written) -> MailBody:
    """Clean what was written."""
    html = clean_html(written.html, most_steps=MOST_STEPS)
    return MailBody(html, plain_twin(html).text)
