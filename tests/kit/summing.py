"""A worker that adds, and that can be made to fail in every way a worker can."""

import os
import threading

import msgspec

from channels.worker_loop import answer_all


class Sum(msgspec.Struct, frozen=True):
    """Two numbers; a negative first one says how to fail."""

    first: int
    second: int


class Total(msgspec.Struct, frozen=True):
    """What they come to."""

    total: int


def add(question: Sum) -> Total:
    """Add, or fail as asked: -1 never answers, -2 takes all memory, -3 ends at once."""
    if question.first == -1:
        threading.Event().wait()
    if question.first == -2:
        bytearray(2**32)
    if question.first == -3:
        os._exit(1)
    return Total(question.first + question.second)


if __name__ == "__main__":
    answer_all(Sum, add, memory_bytes=2**30)
