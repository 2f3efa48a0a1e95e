"""The journal's language: how records are written, and how old ones are still read.

Every entry carries ``v``, the version of this language. A newer build upcasts old entries; a build
that meets a version it does not know refuses to guess and names the release that can read it.
"""

from typing import Final

import msgspec

from router.decisions import Decision
from router.ids import Instant
from router.inputs import Input

VERSION: Final = 1
"""The version new entries are written in."""

ROUTER_VERSION: Final = "2"
"""Changes whenever the same inputs may give other decisions; ``audit --replay`` compares it."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One journal entry: the n-th input, when it came, and all that followed from it."""

    n: int
    at: Instant
    input: Input
    decisions: tuple[Decision, ...]


class UnknownVersionError(Exception):
    """The entry was written by a release this build cannot read."""

    def __init__(self, version: int) -> None:
        """Name the version so that the message can say which release to use."""
        super().__init__(
            f"journal entry version {version} is newer than this build (it reads up to {VERSION}): "
            f"use the release that wrote it or a later one"
        )
        self.version = version


_encoder = msgspec.json.Encoder()
_input_decoder: msgspec.json.Decoder[Input] = msgspec.json.Decoder(Input)
_decisions_decoder: msgspec.json.Decoder[tuple[Decision, ...]] = msgspec.json.Decoder(
    tuple[Decision, ...]
)


def encode_input(value: Input) -> str:
    """Write an input as JSON text."""
    return _encoder.encode(value).decode()


def encode_decisions(values: tuple[Decision, ...]) -> str:
    """Write an entry's decisions as a JSON array."""
    return _encoder.encode(values).decode()


def decode(*, v: int, n: int, at: Instant, input_json: str, decisions_json: str) -> Record:
    """Read one entry of any version up to ours.

    Raises:
        UnknownVersionError: the entry is newer than this build.
        msgspec.ValidationError: the entry is not in the language it claims to be in.

    """
    if v > VERSION:
        raise UnknownVersionError(v)
    return Record(
        n=n,
        at=at,
        input=_input_decoder.decode(input_json),
        decisions=_decisions_decoder.decode(decisions_json),
    )
