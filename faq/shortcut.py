r"""The shortcuts agents type: `\q` or `<Prix>`, kept bare (CON-23, FAQ-006)."""

import re
from typing import Final

LONGEST: Final = 40
SIGNS: Final = ("\\", "<")
"""What begins one in a message."""
_BARE: Final = re.compile(r"[^\s\\<>]{1,40}")


def bare_shortcut(typed: str) -> str | None:
    """Give the shortcut in `typed` without its decoration; None: it can be none."""
    text = typed.strip()
    if text.startswith("\\"):
        text = text[1:]
    elif text.startswith("<"):
        text = text[1:].removesuffix(">")
    return text if _BARE.fullmatch(text) else None
