"""Cleans long drafts in a process of its own, so that none holds up a chat.

Run as ``python -m channels.email.body_process`` by `channels.worker`.
"""

from typing import Final

from channels.email.mail_body import Written, body_of
from channels.worker_loop import answer_all

MEMORY_BYTES: Final = 2**30
"""More than this no draft may take; one megabyte of markup takes a tenth of it."""


def main() -> None:
    """Clean until nobody asks any more."""
    answer_all(Written, body_of, memory_bytes=MEMORY_BYTES)


if __name__ == "__main__":
    main()
