"""What is known about a recording once it has been listened to by a program."""

from enum import StrEnum
from typing import Final

import msgspec

PEAKS: Final = 800
"""Values of a waveform, whatever the recording's length."""


class Flag(StrEnum):
    """One thing to know before listening; the name says what was found, never what to think."""

    SILENT = "silent"
    """Below -55 dBFS on the whole: nothing that a telephone would carry."""
    CLIPPED = "clipped"
    """More than a thousandth of the samples stand at the limit."""
    EMPTY = "empty"
    """There is a header and no sound: the caller hung up."""
    TRUNCATED = "truncated"
    """The header promises more than there is; what is there can be played."""
    REPAIRED = "repaired"
    """The header could not be true, and was put right from what is there."""
    SHORTENED = "shortened"
    """Longer than is played; the original is whole."""
    UNDECODED = "undecoded"
    """It cannot be played; `reason` says why, and the original is kept."""


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """What a recording holds; its original is never touched."""

    playable: bytes | None
    """A WAV of 16-bit PCM in one channel or two, for browsers; None where nothing was decoded,
    and where the original plays as it is."""
    duration_seconds: float | None
    """Of what can be played; None where nothing was decoded."""
    peaks: tuple[float, ...]
    """`PEAKS` values from 0 to 1, each the loudest of its share; none where nothing is heard."""
    flags: tuple[Flag, ...]
    """In the order of `Flag`, each once."""
    reason: str
    """Why nothing can be played, in plain English; empty where something can."""
    original_plays: bool = False
    """Whether the original is, byte for byte, what would be kept for browsers."""
    format: str = ""
    """What the original is, such as `WAV, GSM 6.10, 8000 Hz`; empty where nobody knows."""


NOTHING_SAID: Final = Analysis(playable=None, duration_seconds=None, peaks=(), flags=(), reason="")
"""Of a caller who has left a number and no message."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A recording to be listened to."""

    path: str
    playable: str
    """Where what can be played is written to."""


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What was heard; what can be played lies where the task said."""

    analysis: Analysis
    has_playable: bool


def undecoded(reason: str) -> Analysis:
    """Give what is known of a recording that nobody could listen to."""
    return Analysis(
        playable=None, duration_seconds=None, peaks=(), flags=(Flag.UNDECODED,), reason=reason
    )
