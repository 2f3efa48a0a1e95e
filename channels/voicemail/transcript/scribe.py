"""Whoever writes down what is said in a recording: the port, whatever stands behind it."""

from pathlib import Path
from typing import Final, Protocol

MOST_BYTES: Final = 1_048_576
"""Of an answer; nobody says more in a message."""
MOST_CHARS: Final = 20_000


class NoTranscript(Exception):
    """There is none; the words say why, for the log."""


class Scribe(Protocol):
    """Writes down what is said."""

    async def transcribe(self, recording: Path) -> str:
        """Give the words of a recording, a WAV of 16-bit PCM; empty where nothing is understood.

        Raises:
            NoTranscript: it could not be listened to, or took too long.
            OSError: the disk refuses.

        """
        ...


def plain(text: str) -> str:
    """Give what a program wrote as text that every database and every page takes."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.split())[:MOST_CHARS]
