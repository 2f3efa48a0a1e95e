"""The store of the voicemail channel: recordings taken over, their copies, their removal."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import json
from msgspec.structs import asdict, replace
from sqlalchemy import and_, exists, func, select, update

from channels.contract import RowWork
from channels.email.parse.printable import clean_line
from channels.voicemail.ports import Source
from channels.voicemail.values import Copy, LiveVoicemail, Outcome, Voicemail, VoicemailId
from router.ids import Duration, Instant, InteractionId, seconds
from storage.blobs import refer_to_blob
from storage.database import Database
from storage.schema import (
    interactions,
    outbox,
    voicemail_copies,
    voicemail_sources,
    voicemails,
)
from storage.schema.interactions import GOES_ON
from storage.sql import Statement, insert_into, param
from storage.transaction import Row, Transaction
from storage.voicemail_erasure import erased_key, remove_recording
from storage.voicemail_rows import (
    COPY_COLUMNS,
    VOICEMAIL_COLUMNS,
    columns_of,
    copy_of,
    voicemail_of,
    written,
)

SAME_WITHIN: Final[Duration] = seconds(7 * 24 * 3600)
"""The same bytes within this time are the same message, unless their callers differ."""
SAME_FROM_BYTES: Final = 4_096
"""Below this there is hardly any sound: two callers who hung up leave the same bytes."""
_ERROR_CHARS: Final = 2_000

_ADD: Final = insert_into(voicemails)
_ADD_SOURCE: Final = insert_into(voicemail_sources)
_ADD_COPY: Final = insert_into(voicemail_copies)
_OWN: Final = voicemails.c.id == param("id")
_BY_ID: Final = Statement(select(*VOICEMAIL_COLUMNS).where(_OWN))
_PEAKS: Final = Statement(select(voicemails.c.peaks).where(_OWN))
_FROM: Final = Statement(
    select(*VOICEMAIL_COLUMNS)
    .join(voicemail_sources, voicemail_sources.c.voicemail_id == voicemails.c.id)
    .where(
        voicemail_sources.c.door == param("door"),
        voicemail_sources.c.name == param("name"),
        voicemail_sources.c.key == param("key"),
    )
)
_SAME: Final = Statement(
    select(*VOICEMAIL_COLUMNS)
    .where(voicemails.c.sha256 == param("sha256"), voicemails.c.received_at >= param("since"))
    .order_by(voicemails.c.received_at, voicemails.c.id)
)
_WAITING: Final = Statement(
    select(*VOICEMAIL_COLUMNS)
    .where(voicemails.c.state == "received")
    .order_by(voicemails.c.tries, voicemails.c.received_at, voicemails.c.id)
    .limit(param("most"))
)
_FILE: Final = Statement(
    update(voicemails)
    .where(_OWN, voicemails.c.state == "received")
    .values(
        {
            name: param(name)
            for name in (
                *("state", "playable", "duration", "flags", "reason", "format", "peaks"),
                *("medium", "queue_id", "preferred"),
            )
        }
    )
)
_POSTPONE: Final = Statement(
    update(voicemails).where(_OWN).values(tries=voicemails.c.tries + 1, error=param("error"))
)
_LIVE: Final = Statement(
    select(*VOICEMAIL_COLUMNS)
    .join(interactions, interactions.c.id == voicemails.c.interaction_id)
    .where(voicemails.c.state != "received", GOES_ON)
)
_COPIES: Final = Statement(
    select(*COPY_COLUMNS)
    .where(voicemail_copies.c.voicemail_id == param("id"))
    .order_by(voicemail_copies.c.asked_at, voicemail_copies.c.id)
)
_COUNT: Final = Statement(
    select(func.count()).select_from(voicemails).where(voicemails.c.state != "received")
)
_ATTEMPT: Final = Statement(
    update(voicemails).where(_OWN).values(attempts=voicemails.c.attempts + 1)
)
_TRANSCRIPT: Final = Statement(
    update(voicemails)
    .where(_OWN, voicemails.c.state == "filed")
    .values(transcript=param("transcript"))
)
_OUTCOME: Final = Statement(update(voicemails).where(_OWN).values(outcome=param("outcome")))
_LEFT: Final = Statement(
    select(*COPY_COLUMNS, outbox.c.payload, outbox.c.error)
    .join(outbox, outbox.c.id == voicemail_copies.c.id)
    .where(voicemail_copies.c.state == "queued", outbox.c.finished_at.is_not(None))
)
_SETTLE: Final = Statement(
    update(voicemail_copies)
    .where(voicemail_copies.c.id == param("id"))
    .values(state=param("state"), detail=param("detail"))
)
_arrived = voicemail_copies.alias("arrived")
_OPEN_COPY: Final = exists().where(
    voicemail_copies.c.voicemail_id == voicemails.c.id,
    voicemail_copies.c.state != "accepted",
    # One that was refused is made good by a later one of the same agent.
    ~exists().where(
        and_(
            _arrived.c.voicemail_id == voicemail_copies.c.voicemail_id,
            _arrived.c.agent_id == voicemail_copies.c.agent_id,
            _arrived.c.state == "accepted",
        )
    ),
)
_DUE: Final = Statement(
    select(*VOICEMAIL_COLUMNS)
    .where(voicemails.c.state == "filed", voicemails.c.delete_at <= param("now"), ~_OPEN_COPY)
    .order_by(voicemails.c.delete_at, voicemails.c.id)
    .limit(param("most"))
)


class AlreadyFiledError(Exception):
    """The recording has its place; nothing of this attempt is kept."""


class Voicemails:
    """Keeps everything about voicemail (`channels.voicemail.store.VoicemailStore`)."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    async def take(self, voicemail: Voicemail, *, also: str = "") -> Voicemail:
        """Write down that a recording was taken over, unless it was before."""
        return await self._database.write(lambda tx: _take(tx, voicemail, also))

    def taking(
        self, voicemail: Voicemail, *, also: str = "", counts: Callable[[Voicemail], object]
    ) -> RowWork:
        """Give the rows of `take`; `counts` is told of the one that counts at every try."""

        def work(tx: Transaction) -> None:
            counts(_take(tx, voicemail, also))

        return work

    async def known(self, source: Source) -> Voicemail | None:
        """Give what was taken from this source."""
        row = await self._database.read(lambda tx: _from(tx, source))
        return None if row is None else voicemail_of(row)

    async def waiting(self, limit: int) -> Sequence[Voicemail]:
        """Give recordings taken over and not filed yet, the oldest first."""
        rows = await self._database.read(lambda tx: tx.all(_WAITING, most=limit))
        return [voicemail_of(row) for row in rows]

    def file(self, voicemail: Voicemail, peaks: Sequence[float]) -> RowWork:
        """Give the rows of a recording that gets its place; `AlreadyFiledError` if it has it."""
        return lambda tx: _file(tx, voicemail, peaks)

    async def postpone(self, voicemail_id: VoicemailId, error: str) -> None:
        """Note that filing went wrong; it is tried again."""
        said = clean_line(error)[:_ERROR_CHARS]
        await self._database.write(lambda tx: tx.execute(_POSTPONE, id=voicemail_id, error=said))

    async def live(self) -> Mapping[InteractionId, LiveVoicemail]:
        """Give the recordings whose interactions are live."""
        return await self._database.read(_live)

    async def by_id(self, voicemail_id: VoicemailId) -> Voicemail | None:
        """Give a recording."""
        row = await self._database.read(lambda tx: tx.one(_BY_ID, id=voicemail_id))
        return None if row is None else voicemail_of(row)

    async def peaks(self, voicemail_id: VoicemailId) -> Sequence[float] | None:
        """Give the waveform of a recording, None where there is none."""
        row = await self._database.read(lambda tx: tx.one(_PEAKS, id=voicemail_id))
        return None if row is None or row[0] is None else json.decode(row[0], type=list[float])

    async def count_intakes(self) -> int:
        """Count the recordings that ever got a place in a queue."""
        row = await self._database.read(lambda tx: tx.one(_COUNT))
        return 0 if row is None else int(row[0])

    async def note_transcript(self, voicemail_id: VoicemailId, text: str) -> bool:
        """Keep what a program has understood; False where the recording is gone, or not there."""
        touched = await self._database.write(
            lambda tx: tx.execute(_TRANSCRIPT, id=voicemail_id, transcript=text)
        )
        return touched > 0

    def note_attempt(self, voicemail_id: VoicemailId) -> RowWork:
        """Give the rows of a call that did not reach the caller."""
        return lambda tx: tx.execute(_ATTEMPT, id=voicemail_id)

    def note_outcome(self, voicemail_id: VoicemailId, outcome: Outcome) -> RowWork:
        """Give the rows of how a callback ended."""
        return lambda tx: tx.execute(_OUTCOME, id=voicemail_id, outcome=outcome)

    def ask_copy(self, copy: Copy) -> RowWork:
        """Give the rows of a copy that an agent asks for."""
        return lambda tx: tx.execute(_ADD_COPY, **asdict(copy))

    async def settle_copies(self) -> Sequence[Copy]:
        """Note which copies have left or were given up since the last time, and give them."""
        # Read first: that nothing has left is what is found most of the time.
        if not await self._database.read(lambda tx: tx.all(_LEFT)):
            return []
        return await self._database.write(_settle)

    async def remove_due(self, now: Instant, limit: int) -> Sequence[Voicemail]:
        """Remove recordings whose time has come, but none with a copy that has not arrived."""

        def work(tx: Transaction) -> list[Voicemail]:
            due = [voicemail_of(row) for row in tx.all(_DUE, now=now, most=limit)]
            for each in due:
                remove_recording(tx, each.id, now)
            return due

        if not await self._database.read(lambda tx: tx.all(_DUE, now=now, most=1)):
            return []
        return await self._database.write(work)


def _take(tx: Transaction, voicemail: Voicemail, also: str) -> Voicemail:
    known = _from(tx, voicemail.source)
    if known is not None:
        return voicemail_of(known)
    same = _same_message(tx, voicemail)
    if same is None:
        tx.execute(_ADD, **columns_of(voicemail), error=None, peaks=None, removed_at=None)
        if voicemail.blob is not None:
            refer_to_blob(tx, voicemail.blob, f"voicemail:{voicemail.id}")
    kept = same or voicemail
    tx.execute(_ADD_SOURCE, **asdict(voicemail.source), voicemail_id=kept.id)
    other = replace(voicemail.source, key=also)
    if also and _from(tx, other) is None:
        tx.execute(_ADD_SOURCE, **asdict(other), voicemail_id=kept.id)
    return kept


def _from(tx: Transaction, source: Source) -> Row | None:
    """Find what was taken from a source, also where the caller was erased since."""
    row = tx.one(_FROM, **asdict(source))
    return row or tx.one(_FROM, **asdict(replace(source, key=erased_key(source.key))))


def _same_message(tx: Transaction, voicemail: Voicemail) -> Voicemail | None:
    """Find the same message on another way: the same bytes, and no other caller.

    From a browser there is no other way, and two microphones that are muted send the same bytes.
    """
    if voicemail.source.door == "widget" or voicemail.size_bytes < SAME_FROM_BYTES:
        return None
    since = voicemail.received_at - SAME_WITHIN
    for row in tx.all(_SAME, sha256=voicemail.sha256, since=since):
        found = voicemail_of(row)
        if found.caller == voicemail.caller or not (found.caller and voicemail.caller):
            return found
    return None


def _file(tx: Transaction, voicemail: Voicemail, peaks: Sequence[float]) -> None:
    values = columns_of(replace(voicemail, state="filed"))
    names = ("state", "playable", "duration", "flags", "reason", "format")
    if not tx.execute(
        _FILE,
        id=voicemail.id,
        peaks=written([round(each, 3) for each in peaks]) if peaks else None,
        **{name: values[name] for name in (*names, "medium", "queue_id", "preferred")},
    ):
        raise AlreadyFiledError(voicemail.id)
    if voicemail.playable is not None:
        refer_to_blob(tx, voicemail.playable, f"voicemail:{voicemail.id}")


def _live(tx: Transaction) -> dict[InteractionId, LiveVoicemail]:
    found = [voicemail_of(row) for row in tx.all(_LIVE)]
    return {
        each.interaction_id: LiveVoicemail(
            voicemail=each, copies=tuple(copy_of(row) for row in tx.all(_COPIES, id=each.id))
        )
        for each in found
    }


def _settle(tx: Transaction) -> list[Copy]:
    settled = []
    for *row, letter, error in tx.all(_LEFT):
        copy = copy_of(tuple(row))
        # A letter that was forgotten is finished without an error, and has not left.
        state = "accepted" if letter and error is None else "failed"
        changed = replace(copy, state=state, detail=(error or "")[:_ERROR_CHARS])
        tx.execute(_SETTLE, id=copy.id, state=changed.state, detail=changed.detail)
        settled.append(changed)
    return settled
