"""Listens to recordings in a process of its own, with bounds on its memory.

Run as ``python -m channels.voicemail.audio.process`` by `channels.worker`.
"""

from typing import Final

from channels.voicemail.audio.analysis import Task
from channels.voicemail.audio.listening import listen
from channels.worker_loop import answer_all

MEMORY_BYTES: Final = 2**30 + 2**29
"""Libraries reserve half of it for themselves; 30 MB of recording unpack to 128 MB at most."""


def main() -> None:
    """Listen until nobody asks any more."""
    answer_all(Task, listen, memory_bytes=MEMORY_BYTES)


if __name__ == "__main__":
    main()
