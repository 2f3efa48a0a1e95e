"""Recordings written down, one after the other, beside everything else."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.channels.voicemail.company import Company
from tests.fakes.scribe import FakeScribe


@pytest.fixture
async def company(tmp_path) -> AsyncIterator[Company]:
    opened = Company(tmp_path)
    opened.scribe = FakeScribe()
    await opened.open()
    yield opened
    await opened.close()


async def _words(company: Company, interaction: str) -> str | None:
    """Let a look begin with the next recording, and wait for what comes of it."""
    assert company.scribe is not None
    asked = company.scribe.asked
    await company.tidied()
    for _ in range(200):
        live = company.channel.details(interaction)
        assert live is not None
        if live.voicemail.transcript is not None:
            return live.voicemail.transcript
        if company.scribe.asked > asked and not company.scribe.goes_on.is_set():
            return None
        await asyncio.sleep(0.005)
    return None


async def test_what_waits_is_written_down_and_the_desk_told(company: Company):
    """One at a time; the words are kept over a restart and asked for once."""
    first, second = await company.call("1"), await company.call("2")

    assert await _words(company, first) == "please call me back"
    assert await _words(company, second) == "please call me back"

    assert company.told == [first, second]
    await company.restart()
    assert await _words(company, second) == "please call me back"
    assert company.scribe is not None
    assert company.scribe.asked == 2


async def test_a_scribe_who_fails_is_asked_again_and_then_no_more(company: Company):
    """The recording is heard all the same: nothing waits for its words."""
    assert company.scribe is not None
    company.scribe.fails = 2
    interaction = await company.call()
    for _ in range(4):
        await company.tidied()
        await asyncio.sleep(0.02)
    assert company.scribe.asked == 2
    live = company.channel.details(interaction)
    assert live is not None
    assert live.voicemail.transcript is None
    assert await company.accept() == interaction


async def test_the_end_of_the_gateway_waits_for_no_scribe(company: Company):
    """The next life begins it again."""
    assert company.scribe is not None
    company.scribe.goes_on.clear()
    interaction = await company.call()
    assert await _words(company, interaction) is None

    await asyncio.wait_for(company.restart(), 5)

    company.scribe.goes_on.set()
    assert await _words(company, interaction) == "please call me back"


async def test_words_go_with_the_recording(company: Company):
    """VML-011: whoever listens no more reads no more."""
    interaction = await company.call()
    await _words(company, interaction)
    await company.accept()
    await company.end(interaction)
    await company.tidied(7_200)
    live = company.channel.details(interaction)
    assert live is not None
    assert (live.voicemail.state, live.voicemail.transcript) == ("removed", None)
