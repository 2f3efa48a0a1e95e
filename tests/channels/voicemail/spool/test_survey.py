"""What one look at a spool shows, and what it cannot show."""

import os
from pathlib import Path

import pytest

from channels.voicemail.spool.survey import survey
from channels.voicemail.spool.watch import Spool, SpoolInForce
from tests.fakes.clock import FakeClock
from tests.fakes.voicemail_intake import FakeIntake
from tests.kit.recordings import plain

NOW = 1


async def test_a_box_that_may_not_be_read_is_shown_and_keeps_no_other_one_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """VML-016: nobody looks for voicemails of which nothing is said."""
    spool = Spool(
        SpoolInForce(path=tmp_path, queue="voice"),
        FakeIntake(),
        clock=FakeClock(),
        background=lambda _: None,
        most_bytes=1,
    )
    open_box, shut = tmp_path / "2001", tmp_path / "2002"
    for box in (open_box, shut):
        box.mkdir()
        (box / "call.wav").write_bytes(plain())
    look_into = os.scandir

    def refusing(path: str) -> object:
        if str(path) == str(shut):
            raise PermissionError(13, "Permission denied")
        return look_into(path)

    monkeypatch.setattr("channels.voicemail.spool.survey.os.scandir", refusing)
    assert [each.folder for each in survey(tmp_path, NOW).messages] == [("2001",)]
    await spool.look_now()
    assert spool.health().detail == f"{shut}: Permission denied"
    assert spool.troubles == 1
    monkeypatch.undo()
    await spool.look_now()
    assert spool.health().ok
