"""The ledger of fetched mail, on each kind of database."""

from channels.email.imap.epochs import Epoch
from channels.email.values import Intake
from storage.blobs import Blobs
from storage.database import Database
from storage.mailbox_ledger import MailboxLedger
from storage.mails import Mails

NOW = 1_795_000_000_000_000


def epoch(validity: int, *, mailbox: str = "support", since: int | None = 0) -> Epoch:
    return Epoch(
        mailbox=mailbox,
        source="support@mail.example.org/INBOX",
        validity=validity,
        first_uid=2**32 - 1,
        since=since,
        begun_at=NOW + validity,
    )


async def test_epochs_come_back_as_they_began(database: Database):
    """Each mailbox has its own; what the server numbers with 32 bits fits, with room above."""
    ledger = MailboxLedger(database)
    mine = [epoch(7, since=None), epoch(8), epoch(7 + 2**40)]
    for each in (*mine, epoch(7, mailbox="sales")):
        await ledger.begin_epoch(each)

    assert list(await ledger.epochs("support")) == mine
    assert list(await ledger.epochs("nobody")) == []


async def test_a_message_is_taken_from_one_place_once(database: Database, tmp_path):
    """EIN-004: the second taking changes nothing, and nothing else in its commit is undone."""
    store, ledger = Mails(database), MailboxLedger(database)
    blobs = Blobs(tmp_path, database)

    async def whole():
        yield b"Hello"

    blob = await blobs.keep(whole(), limit_bytes=10, at=NOW)
    places: list[tuple[str, tuple[int, int] | None]] = [
        *(("support", (7, 1)), ("support", (7, 1)), ("support", (7, 2)), ("sales", (7, 1))),
        *(("support", (8, 1)), ("support", None), ("support", None)),
    ]
    for number, (mailbox, uid) in enumerate(places):
        intake = Intake(
            id=f"intake-{number}",
            mailbox=mailbox,
            envelope_from=None,
            sha256=blob.sha256,
            blob=blob.id,
            size_bytes=5,
            received_at=NOW + number,
            uid=uid,
        )
        await database.write(store.take(intake))

    taken = [each.id for each in await store.waiting(100)]
    assert taken == [f"intake-{number}" for number in (0, 2, 3, 4, 5, 6)]
    assert await ledger.seen_uids("support", 7) == {1, 2}
    assert await ledger.seen_uids("support", 9) == set()
