"""Sentences that stand in for what cannot be shown."""

from typing import Final

UNPARSED: Final = "[This message could not be read. It is attached as it came.]"
TOO_DEEP: Final = "[Parts of this message are nested too deeply to be shown. They are attached.]"
HTML_TOO_DEEP: Final = (
    "[The layout of this message is too intricate to be shown. It is attached as message.html.]"
)
CAPPED: Final = "[This message has more parts than can be shown. The rest is attached.]"
OVERSIZE_HEADER: Final = "[This message has an oversized header. All of it is attached.]"
ENCRYPTED: Final = "[This message is encrypted and cannot be read here. It is attached as it came.]"
SEALED: Final = "[This message is sealed in its signature and cannot be shown. It is attached.]"
TNEF_UNREADABLE: Final = "[The attached winmail.dat could not be opened.]"
