"""How much of one message is looked at, all of it fixed before anything is decoded."""

from typing import Final

HEADER_BYTES: Final = 256 * 1024
"""Of one header block; what is beyond is skipped up to the empty line."""
HEADER_LINES: Final = 1_000
FIELD_BYTES: Final = 64 * 1024
"""Of one header field, continuation lines included; the rest of the field is cut off."""
DEPTH: Final = 50
"""How deeply multiparts may lie within each other."""
PARTS: Final = 1_000
ATTACHMENTS: Final = 200
EXPANSION: Final = 4
"""All decoded content together may be this many times as large as the message."""
SCANS: Final = 10
"""How often, on average, each byte of a message may be searched for boundaries."""
BOUNDARY_CHARS: Final = 1_000
REFERENCES: Final = 50
"""The most recent ones are kept; threading looks at them from the right."""
ADDRESSES: Final = 500
"""Of each of To, Cc and Reply-To."""
ADDRESS_CHARS: Final = 320
"""RFC 3696: 64 for the local part, an at sign, 255 for the domain."""
NAME_CHARS: Final = 200
"""Of the display name of an address."""
SUBJECT_CHARS: Final = 998
"""RFC 5322 section 2.1.1: the length of the longest line there may be."""
MESSAGE_ID_CHARS: Final = 998
FILE_NAME_BYTES: Final = 150
"""In UTF-8, the extension included."""
HTML_MARKS: Final = 5_000
"""With fewer `<` than this, a depth that is not to be known holds the cleaner up for 0.1 s."""
HTML_DEPTH: Final = 500
"""How deeply elements may lie within each other; cleaning takes time with the square of it."""
HTML_CHARS: Final = 16_384
LIGHT_HTML_MARKS: Final = 500
"""HTML of so few characters and `<` builds its tree in under 0.1 s, whatever it is."""
HTML_SURPLUS: Final = 20_000
SURPLUS_PER_MARK: Final = 8
"""How many elements may come of formatting that nobody ends, or take as long; 1,000,000 take a
second or two. Letters of programs that close nothing stay far below."""
MOST_HTML_MARKS: Final = 200_000
"""A million characters of an ordinary letter; they take half a second."""
TNEF_OBJECTS: Final = 2_000
"""How many attributes of a winmail.dat are looked at."""
