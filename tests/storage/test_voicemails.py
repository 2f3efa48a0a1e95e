"""Recordings and their copies, on each kind of database."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from channels.contract import Letter
from channels.voicemail.audio.analysis import Flag
from channels.voicemail.ports import Source
from channels.voicemail.values import Call, Copy, Voicemail
from router.decisions import InteractionClosed, Queued
from router.history import Record
from router.ids import Instant, seconds
from router.inputs import ClockReached
from router.lifecycle import Medium
from storage import projection
from storage.blobs import Blobs
from storage.caller_history import CallerHistory
from storage.database import Database
from storage.erasures import Erasures
from storage.letters import Letters
from storage.outbox import forget_task
from storage.voicemail_projection import VoicemailProjection
from storage.voicemails import SAME_WITHIN, AlreadyFiledError, Voicemails
from tests.kit.customer_rows import customer, keep

NOW: Instant = 1_795_000_000_000_000
DAY = seconds(86_400)


class Shelf:
    """A store with bodies, and recordings to put there."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.blobs = Blobs(folder, database)
        self.store = Voicemails(database)
        self.letters = Letters(database, "test")
        self.made = 0

    async def body(self, content: bytes = b"RIFF") -> str:
        async def chunks() -> AsyncIterator[bytes]:
            yield content

        return (await self.blobs.keep(chunks(), limit_bytes=100, at=NOW)).id

    async def recording(self, key: str = "", **changes: Any) -> Voicemail:
        self.made += 1
        made = Voicemail(
            id=f"v{self.made}",
            interaction_id=f"i{self.made}",
            medium=Medium.VOICEMAIL,
            queue_id="q1",
            state="received",
            source=Source(door="http", name="pbx", key=key or f"k{self.made}"),
            file_name="msg0001.wav",
            sha256=f"hash{self.made}",
            size_bytes=5_000,
            blob=await self.body(),
            received_at=NOW + self.made,
            called_at=NOW,
            caller="+493012345",
            caller_name="Zoé",
            call=Call(transaction_id="t1", start_offset_seconds=1.5),
        )
        return replace(made, **changes)

    async def filed(self, **changes: Any) -> Voicemail:
        """Take a recording over, and give it a place."""
        taken = await self.store.take(await self.recording(**changes))
        heard = replace(
            taken,
            state="filed",
            playable=await self.body(),
            duration=seconds(3),
            flags=(Flag.SILENT,),
            format="WAV",
        )
        queued = Queued(
            interaction=taken.interaction_id,
            medium=taken.medium,
            queue="q1",
            priority=0,
            entered_at=NOW,
            order=1,
            reason="entered",
        )
        await self.database.write(self.store.file(heard, (0.25, 1.0)))
        await self.decided(queued)
        return heard

    async def forget(self, at: Instant) -> None:
        """End every recording, and erase the customer whose number called."""
        for live in await self.store.live():
            await self.decided(InteractionClosed(interaction=live))
        await keep(self.database, customer(phone="+49 30 12345"))
        await Erasures(self.database).erase("c1", "dora", at)

    async def decided(self, *decisions: object, at: Instant = NOW) -> None:
        record = Record(n=1, at=at, input=ClockReached(), decisions=decisions)  # type: ignore[arg-type]
        following = VoicemailProjection(DAY)

        def work(tx: object) -> None:
            projection.project(tx, record)  # type: ignore[arg-type]
            following.project(tx, record)  # type: ignore[arg-type]

        await self.database.write(work)

    async def asked(self, voicemail: Voicemail, copy_id: str) -> Copy:
        copy = Copy(
            id=copy_id,
            voicemail_id=voicemail.id,
            interaction_id=voicemail.interaction_id,
            agent_id="a1",
            address="alice@example.org",
            asked_at=NOW,
        )
        letter = Letter(key=copy.id, to=(copy.address,), subject="", text="")
        await self.database.write(self.store.ask_copy(copy))
        await self.database.write(self.letters.post(letter, NOW))
        await self.letters.lease(NOW, seconds(60), 10)
        return copy


@pytest.fixture
def shelf(database: Database, tmp_path: Path) -> Shelf:
    return Shelf(database, tmp_path / "blobs")


async def test_what_is_taken_comes_back_as_it_was(shelf: Shelf):
    """VML-016: with everything that the telephone system said of the call."""
    made = await shelf.recording(agent_box="a1", preferred="a2")

    assert await shelf.store.take(made) == made
    assert await shelf.store.by_id(made.id) == made
    assert await shelf.store.waiting(10) == [made]
    known = await shelf.store.known(made.source)
    assert known is not None
    assert known.interaction_id == made.interaction_id
    assert await shelf.store.known(Source(door="http", name="other", key="k1")) is None
    assert await shelf.store.count_intakes() == 0
    assert await shelf.store.live() == {}


async def test_a_body_and_what_is_taken_share_a_commit(shelf: Shelf):
    """VML-016: whoever kept the body is told which recording counts."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b"RIFF"

    async def kept(made: Voicemail) -> Voicemail:
        counts: list[Voicemail] = []
        await shelf.blobs.keep(
            chunks(),
            limit_bytes=100,
            at=NOW,
            and_with_it=lambda body: shelf.store.taking(
                replace(made, blob=body.id), counts=counts.append
            ),
        )
        return counts[-1]

    first = await kept(await shelf.recording("same", blob=None))
    assert await shelf.store.waiting(10) == [first]
    assert await kept(await shelf.recording("same", blob=None)) == first
    assert await shelf.store.waiting(10) == [first]


async def test_one_blob_may_be_the_original_and_what_is_played(shelf: Shelf):
    """VML-012: it is let go once, when both are."""
    taken = await shelf.store.take(await shelf.recording())
    heard = replace(taken, state="filed", playable=taken.blob)
    await shelf.database.write(shelf.store.file(heard, (1.0,)))
    assert await shelf.blobs.remove_unreferenced(NOW + 2 * DAY) == 0
    await shelf.forget(NOW + 2 * DAY)
    assert await shelf.blobs.remove_unreferenced(NOW + 2 * DAY) >= 1
    assert await shelf.blobs.find(taken.blob or "") is None


async def test_the_same_source_is_one_recording(shelf: Shelf):
    """VML-016: however often a door hands it in, whatever its bytes are now."""
    first = await shelf.store.take(await shelf.recording("same"))

    again = await shelf.store.take(await shelf.recording("same"))

    assert again == first
    assert await shelf.store.waiting(10) == [first]


async def test_a_source_has_another_name_where_its_door_gives_one(shelf: Shelf):
    """VML-016: of a message that is moved in parts, any part leads to it."""
    first = await shelf.store.take(await shelf.recording("whole"), also="part")

    known = await shelf.store.known(replace(first.source, key="part"))
    assert known is not None
    assert known.interaction_id == first.interaction_id
    assert await shelf.store.take(await shelf.recording("whole"), also="part") == first


async def test_words_go_with_the_recording(shelf: Shelf):
    """VML-011: what a program has understood is kept while there is something to hear."""
    voicemail = await shelf.filed()
    assert await shelf.store.note_transcript(voicemail.id, "call me back")
    found = await shelf.store.by_id(voicemail.id)
    assert found is not None
    assert found.transcript == "call me back"

    await shelf.forget(NOW)

    gone = await shelf.store.by_id(voicemail.id)
    assert gone is not None
    assert gone.transcript is None
    assert not await shelf.store.note_transcript(voicemail.id, "too late")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"caller": ""}, True),
        ({"caller": "+4940999"}, False),
        ({"received_at": NOW + SAME_WITHIN + 1_000}, False),
        ({"size_bytes": 44}, False),
    ],
)
async def test_the_same_bytes_on_another_way_are_one_message(
    shelf: Shelf, changes: dict[str, Any], same: bool
):
    """VML-016: by mail and by spool; two callers who hung up are two."""
    first = await shelf.store.take(await shelf.recording(sha256="h"))

    second = await shelf.store.take(await shelf.recording(sha256="h", **changes))

    assert (second == first) is same
    assert len(await shelf.store.waiting(10)) == (1 if same else 2)


async def test_one_that_is_filed_is_live_and_filed_once(shelf: Shelf):
    """VML-002: with what there is to hear and to see."""
    heard = await shelf.filed()

    assert (await shelf.store.live())[heard.interaction_id].voicemail == heard
    assert await shelf.store.peaks(heard.id) == [0.25, 1.0]
    assert await shelf.store.count_intakes() == 1
    assert await shelf.store.waiting(10) == []
    with pytest.raises(AlreadyFiledError):
        await shelf.database.write(shelf.store.file(heard, ()))


async def test_a_bad_one_waits_behind_the_others(shelf: Shelf):
    """VML-002: one that cannot be filed blocks nobody."""
    bad, good = [await shelf.store.take(await shelf.recording()) for _ in range(2)]

    await shelf.store.postpone(bad.id, "no\0queue")

    assert [each.id for each in await shelf.store.waiting(10)] == [good.id, bad.id]


async def test_it_is_removed_a_day_after_the_work_is_over(shelf: Shelf):
    """VML-011: not before; bytes and waveform go at once, the hash stays."""
    heard = await shelf.filed()
    assert await shelf.store.remove_due(NOW + 9 * DAY, 10) == []
    await shelf.decided(InteractionClosed(interaction=heard.interaction_id), at=NOW)

    assert await shelf.store.remove_due(NOW + DAY - 1, 10) == []
    (removed,) = await shelf.store.remove_due(NOW + DAY, 10)

    assert removed.id == heard.id
    assert await shelf.store.remove_due(NOW + DAY, 10) == []
    assert await shelf.blobs.remove_unreferenced(NOW + DAY) == 2
    kept = await shelf.store.by_id(heard.id)
    assert kept is not None
    assert (kept.state, kept.sha256, kept.blob, kept.playable) == ("removed", "hash1", None, None)
    assert await shelf.store.peaks(heard.id) is None
    known = await shelf.store.known(heard.source)
    assert known is not None
    assert known.interaction_id == heard.interaction_id


async def test_it_stays_until_the_copy_has_left(shelf: Shelf):
    """VML-014: a copy that was refused is made good by the next one."""
    heard = await shelf.filed()
    await shelf.decided(InteractionClosed(interaction=heard.interaction_id))
    await shelf.asked(heard, "copy.1")

    assert await shelf.store.settle_copies() == []
    assert await shelf.store.remove_due(NOW + DAY, 10) == []
    await shelf.letters.finish("copy.1", NOW, "550 no such user")
    (failed,) = await shelf.store.settle_copies()
    assert (failed.state, failed.detail) == ("failed", "550 no such user")
    assert await shelf.store.remove_due(NOW + DAY, 10) == []
    await shelf.asked(heard, "copy.2")
    await shelf.letters.finish("copy.2", NOW, None)
    (accepted,) = await shelf.store.settle_copies()

    assert accepted.state == "accepted"
    assert await shelf.store.settle_copies() == []
    assert len(await shelf.store.remove_due(NOW + DAY, 10)) == 1


async def test_a_copy_leaves_though_its_agent_is_erased_as_a_customer(shelf: Shelf):
    """Whoever tries the house out by writing to it: recordings of others are not lost by that."""
    heard = await shelf.filed()
    await shelf.decided(InteractionClosed(interaction=heard.interaction_id))
    copy = await shelf.asked(heard, "copy.1")
    await keep(shelf.database, customer(1, addresses=(copy.address,)))
    await Erasures(shelf.database).erase("c1", "dora", NOW)

    assert await shelf.letters.is_ours("copy.1")
    assert await shelf.store.settle_copies() == []
    await shelf.database.write(lambda tx: forget_task(tx, "copy.1", NOW))
    (failed,) = await shelf.store.settle_copies()
    assert failed.state == "failed"
    assert await shelf.store.remove_due(NOW + DAY, 10) == []


async def test_attempts_and_the_outcome_are_kept(shelf: Shelf):
    """CBK-005, CBK-004: over a restart, too."""
    heard = await shelf.filed(medium=Medium.CALLBACK)

    await shelf.database.write(shelf.store.note_attempt(heard.id))
    await shelf.database.write(shelf.store.note_attempt(heard.id))
    await shelf.database.write(shelf.store.note_outcome(heard.id, "reached"))

    kept = (await shelf.store.live())[heard.interaction_id].voicemail
    assert (kept.attempts, kept.outcome) == (2, "reached")


async def test_a_caller_can_be_forgotten(shelf: Shelf):
    """ARCHITECTURE: words, name and number go; that there was a call stays."""
    heard = await shelf.filed(key="sha256 0 +493012345")
    other = await shelf.filed(caller="+4940999")

    await shelf.forget(NOW)

    kept = await shelf.store.by_id(heard.id)
    assert kept is not None
    assert (kept.caller, kept.caller_name, kept.file_name, kept.blob) == ("", "", "", None)
    left = await shelf.store.by_id(other.id)
    assert left is not None
    assert replace(left, delete_at=None) == other
    # What names the source is told from the number, and is known again without it.
    known = await shelf.store.known(heard.source)
    assert known is not None
    assert known.interaction_id == heard.interaction_id


async def test_a_caller_is_looked_up_by_number(shelf: Shelf):
    """CBK-003: what this number has left, the newest first; a number withheld has no history."""
    old = await shelf.filed(called_at=NOW - DAY)
    new = await shelf.filed()
    other = await shelf.filed(caller="")
    history = CallerHistory(shelf.database)

    found = await history.of("+493012345", but="none", most=9)

    assert [each.interaction_id for each in found] == [new.interaction_id, old.interaction_id]
    assert (found[0].state, found[0].agent_id, found[0].outcome) == ("waiting", None, None)
    assert await history.of("+493012345", but=new.id, most=1) == [found[1]]
    assert await history.of(other.caller, but="none", most=9) == []
