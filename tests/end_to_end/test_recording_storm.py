"""Recordings while the gateway dies on their way in."""

from pathlib import Path

import pytest

from tests.soak.recording_storm import storm


@pytest.mark.slow
async def test_each_recording_is_one_voicemail(tmp_path: Path):
    """VML-016: two formats and a text are one voicemail, whenever the power is cut."""
    found = await storm(tmp_path, recordings=20, deaths=1)

    assert found.deaths == 1
    assert found.faults == []
