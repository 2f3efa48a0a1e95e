"""Mail as it should not be, each with the right answer, all of it generated here."""

from tests.channels.email.parse.letters import Nasty
from tests.channels.email.parse.nasty_automatic import AUTOMATIC
from tests.channels.email.parse.nasty_charsets import CHARSETS
from tests.channels.email.parse.nasty_files import FILES
from tests.channels.email.parse.nasty_headers import HEADERS
from tests.channels.email.parse.nasty_parts import PARTS

NASTY: tuple[Nasty, ...] = (*CHARSETS, *HEADERS, *PARTS, *FILES, *AUTOMATIC)
