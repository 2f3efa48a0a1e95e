"""The inside of a worker's process: questions from standard input, answers on standard output."""

import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Final, TypeVar

import msgspec

from channels.worker import LENGTH_BYTES

_NICE: Final = 5

QuestionT = TypeVar("QuestionT", bound=msgspec.Struct)


def answer_all(
    kind: type[QuestionT], answer: Callable[[QuestionT], msgspec.Struct], *, memory_bytes: int
) -> None:
    """Answer until nobody asks any more: the process ends with whoever started it.

    A question that wants more than `memory_bytes` ends the process.
    """
    os.nice(_NICE)
    with suppress(ValueError, OSError):  # a lower limit may be set already
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    questions = msgspec.msgpack.Decoder(kind)
    encode = msgspec.msgpack.Encoder().encode
    while (question := next_document(sys.stdin.buffer)) is not None:
        answered = encode(answer(questions.decode(question)))
        sys.stdout.buffer.write(len(answered).to_bytes(LENGTH_BYTES, "big") + answered)
        sys.stdout.buffer.flush()


def next_document(source: BinaryIO) -> bytes | None:
    """Give what stands behind the next length, None at the end."""
    length = source.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        return None
    return source.read(int.from_bytes(length, "big"))
