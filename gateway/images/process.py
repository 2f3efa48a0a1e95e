"""Makes pictures anew in a process of its own, with bounds on its memory.

Run as ``python -m gateway.images.process`` by `channels.worker`.
"""

from typing import Final

from channels.worker_loop import answer_all
from gateway.images.picture import Raw
from gateway.images.reencoding import reencode

MEMORY_BYTES: Final = 2**30 + 2**28
"""Five times what the largest picture unpacks to, and what the libraries reserve for themselves."""


def main() -> None:
    """Work until nobody asks any more."""
    answer_all(Raw, reencode, memory_bytes=MEMORY_BYTES)


if __name__ == "__main__":
    main()
