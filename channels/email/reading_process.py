"""Reads messages in a process of its own, so that no mail holds up a chat.

Run as ``python -m channels.email.reading_process`` by `channels.worker`.
"""

from typing import Final

from channels.email.reading import Task, read
from channels.worker_loop import answer_all

MEMORY_BYTES: Final = 2 * 2**30
"""More than this no message may take; what tries ends the process, and is attached unread."""


def main() -> None:
    """Read until nobody asks any more."""
    answer_all(Task, read, memory_bytes=MEMORY_BYTES)


if __name__ == "__main__":
    main()
