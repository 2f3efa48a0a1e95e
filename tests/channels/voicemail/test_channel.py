"""A recording from its door to its removal, with the process dying on the way."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from channels.voicemail.ports import Source
from channels.voicemail.refusal import Refusal
from router.ids import seconds
from router.inputs import AgentReachable, AgentUnreachable
from router.lifecycle import Medium
from storage.erasures import Erasures
from storage.schema import METADATA
from storage.sql import Statement
from tests.channels.voicemail.company import Company, recording
from tests.kit.customer_rows import NOW, customer, keep


@pytest.fixture
async def company(tmp_path) -> AsyncIterator[Company]:
    opened = Company(tmp_path)
    await opened.open()
    yield opened
    await opened.close()


@pytest.mark.parametrize("step", ["taken", "rows", "decided", "committed"])
async def test_a_crash_loses_and_doubles_nothing(company: Company, step: str):
    """VML-002, VML-016: what is taken is filed by the next process, once, where it stood."""
    await company.crash_at(step, recording())

    interaction = await company.call()
    await company.restart()

    assert await company.call() == interaction
    assert await company.channel.intakes() == len(company.engine.router.interactions) == 1
    assert (await company.channel.view(interaction))["voicemail"].duration == seconds(3)


async def test_one_that_cannot_be_filed_is_tried_again(company: Company):
    """VML-002: a full disk puts it off."""
    company.ear.deaf = True
    taken = await company.channel.intake.take(recording())
    await company.put_off()
    company.ear.deaf = False
    await company.tidied(31)

    await company.filed(taken.interaction_id)

    assert company.ear.heard == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"queue": "web"}, "queue"),
        ({"queue": "old"}, "queue"),
        ({"queue": "none"}, "queue"),
        ({"agent_box": "nobody"}, "agent_box"),
        ({"audio": bytes(1_001)}, "audio"),
    ],
)
async def test_what_can_never_be_taken_is_refused(
    company: Company, facts: dict[str, Any], field: str
):
    """VML-016: whoever hands it in learns why, and nothing is kept."""
    with pytest.raises(Refusal) as refused:
        await company.channel.intake.take(recording(**facts))

    assert refused.value.field == field
    assert await company.channel.intake.known(recording().source) is None


@pytest.mark.parametrize(
    ("facts", "medium"),
    [
        ({}, Medium.VOICEMAIL),
        ({"callback": True}, Medium.CALLBACK),
        ({"callback": True, "caller": "anonymous"}, Medium.VOICEMAIL),
        ({"queue": "calls"}, Medium.CALLBACK),
    ],
)
async def test_a_message_becomes_what_its_queue_takes(
    company: Company, facts: dict[str, Any], medium: Medium
):
    """CBK-001, VML-001: in some way it reaches somebody."""
    interaction = await company.call(**facts)

    live = company.channel.details(interaction)
    assert live is not None
    assert company.engine.router.interactions[interaction].medium is medium
    assert live.voicemail.medium is medium


async def test_names_that_no_database_takes_are_put_right(company: Company):
    """VML-016: a file's name may be no text, a caller's anything at all."""
    source = Source(door="spool", name="a\0b", key="\udcff.wav")
    interaction = await company.call(
        source=source, file_name="../\udcff\0x.wav", caller_name="Zoé\r\nBcc: all\u202e"
    )

    assert await company.channel.intake.known(source) == interaction
    live = company.channel.details(interaction)
    assert live is not None
    assert live.voicemail.caller_name == "Zoé Bcc: all"
    assert "/" not in live.voicemail.file_name


async def test_a_recording_is_removed_after_the_work(company: Company):
    """VML-011: by nobody's lost connection; the desk is told."""
    interaction = await company.call()
    assert await company.accept() == interaction
    await company.engine.submit(AgentUnreachable(agent="alice", at_once=True))
    await company.tidied(7_200)
    live = company.channel.details(interaction)
    assert live is not None
    assert live.voicemail.state == "filed"
    await company.engine.submit(AgentReachable(agent="alice"))
    assert await company.accept() == interaction
    await company.end(interaction)
    await company.tidied(3_590)
    assert company.told == []

    await company.tidied(10)

    assert company.told == [interaction]
    live = company.channel.details(interaction)
    assert live is not None
    assert (live.voicemail.state, live.voicemail.blob) == ("removed", None)
    with pytest.raises(Refusal, match="conflict"):
        await company.channel.copy("alice", interaction)
    assert not [each for each in company.blobs._folder.glob("??/*") if each.is_file()]


async def test_a_copy_holds_the_recording_over_a_restart(company: Company):
    """VML-014: until the mail server has taken it, whatever happens to us."""
    interaction = await company.call()
    await company.accept()
    await company.channel.copy("alice", interaction)
    await company.channel.copy("alice", interaction)
    await company.end(interaction)
    await company.restart()
    await company.tidied(9_000)
    (posted,) = await company.letters.lease(company.clock.now(), seconds(60), 10)
    assert (posted.letter.to, posted.letter.files[0].name) == (
        ("alice@example.org",),
        "msg0001.wav",
    )
    path = company.blobs.path(posted.letter.files[0].blob)
    assert path.is_file()

    await company.letters.finish(posted.id, company.clock.now(), None)
    await company.tidied()

    assert not path.is_file()


async def test_a_caller_can_be_forgotten(company: Company):
    """ARCHITECTURE: no word, name or number is left, in no table; others keep theirs."""
    interaction = await company.call()
    await company.accept()
    await company.channel.copy("alice", interaction)
    await company.end(interaction)
    await company.call("2", caller="+4940999")
    await keep(company.database, customer(phone="+49 30 901820"))

    company.channel.forget(await Erasures(company.database).erase("c1", "dora", NOW))

    assert (await company.channel.view(interaction))["voicemail"].caller == ""
    tables = [Statement(select(table)) for table in METADATA.tables.values()]
    stored = repr(await company.database.read(lambda tx: [tx.all(each) for each in tables]))
    assert "caller-1" not in stored
    assert "4930901820" not in stored
    assert "caller-2" in stored
    assert await company.channel.intakes() == 2
    assert company.channel.health().ok
