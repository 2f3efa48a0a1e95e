"""The text beside a recording, in whatever encoding and state it is found."""

import pytest

from channels.voicemail.spool.sidecar import read_sidecar
from router.ids import SECOND

TEXT = """[message]
origmailbox=2001
callerid="Jürgen Müller" <+4930123456>
origtime=1799999000
duration=3
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_it_is_read_in_the_encoding_of_its_system(encoding: str):
    """VMN-009: the caller's name, as it is."""
    said = read_sidecar(TEXT.encode(encoding))
    assert said.caller_id == '"Jürgen Müller" <+4930123456>'
    assert (said.box, said.called_at, said.complete) == ("2001", 1_799_999_000 * SECOND, True)


@pytest.mark.parametrize("time", ["", "-1", "12.5", "٣", "9" * 30, "0" * 5_000, "9" * 5_000])
def test_what_was_never_a_time_is_none(time: str):
    assert not read_sidecar(f"origtime={time}".encode()).called_at
