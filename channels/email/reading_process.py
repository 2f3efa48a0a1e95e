"""Reads messages in a process of its own, so that no mail holds up a chat.

Run as ``python -m channels.email.reading_process``: takes tasks from standard input and answers on
standard output, each a MessagePack document behind its length. It ends with whoever started it.
"""

import os
import resource
import sys
from contextlib import suppress
from typing import BinaryIO, Final

import msgspec

from channels.email.reading import Reading, Task, read

LENGTH_BYTES: Final = 4
MEMORY_BYTES: Final = 2 * 2**30
"""More than this no message may take; what tries ends the process, and is attached unread."""
_NICE: Final = 5

_tasks = msgspec.msgpack.Decoder(Task)
_encode = msgspec.msgpack.Encoder().encode


def main() -> None:
    """Read until nobody asks any more."""
    os.nice(_NICE)
    with suppress(ValueError, OSError):  # a lower limit may be set already
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    while (task := _next(sys.stdin.buffer)) is not None:
        answer = _answer(_tasks.decode(task))
        sys.stdout.buffer.write(len(answer).to_bytes(LENGTH_BYTES, "big") + answer)
        sys.stdout.buffer.flush()


def _answer(task: Task) -> bytes:
    reading: Reading = read(task)
    return _encode(reading)


def _next(source: BinaryIO) -> bytes | None:
    length = source.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        return None
    return source.read(int.from_bytes(length, "big"))


if __name__ == "__main__":
    main()
