"""The journal's language: what is written is read again, what is newer is not guessed at."""

import msgspec
import pytest

from router.history import (
    VERSION,
    Record,
    UnknownVersionError,
    decode,
    encode_decisions,
    encode_input,
)
from tests.router.desk import Desk, agent


def _record() -> Record:
    desk = Desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    return desk.records[-1]


def _read(record: Record, *, v: int = VERSION, input_json: str | None = None) -> Record:
    return decode(
        v=v,
        n=record.n,
        at=record.at,
        input_json=encode_input(record.input) if input_json is None else input_json,
        decisions_json=encode_decisions(record.decisions),
    )


def test_what_is_written_is_read_again() -> None:
    """ARCHITECTURE: an entry keeps its input and every decision, each with its kind."""
    record = _record()
    assert _read(record) == record


def test_an_entry_of_a_newer_release_is_refused_by_name() -> None:
    """ARCHITECTURE: a build never guesses; it says which release can read the journal."""
    with pytest.raises(UnknownVersionError, match=f"version {VERSION + 1} is newer") as caught:
        _read(_record(), v=VERSION + 1)
    assert caught.value.version == VERSION + 1


@pytest.mark.parametrize("text", ["", "{}", '{"type": "no_such_input"}', "[]", "null"])
def test_an_entry_in_no_language_is_refused(text: str) -> None:
    """ARCHITECTURE: damage is an error at reading, not a surprise at folding."""
    with pytest.raises(msgspec.DecodeError):
        _read(_record(), input_json=text)
