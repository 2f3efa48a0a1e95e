"""What was erased after a backup goes where that was brought back, on each kind of database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from channels.email.parse.parsed import ParsedAddress
from crm.merging import Merge
from storage.case_deletion import CaseDeletions
from storage.case_merges import CaseMerges
from storage.cases import is_forgotten
from storage.chat_removal import remove_chat
from storage.customer_matches import CustomerMatches
from storage.database import Database
from storage.erasures import Erasures
from storage.later_deletions import repeat_deletions
from storage.merges import Merges
from storage.schema import METADATA, cases, chats, interactions, mails
from storage.security_log import CASE_DELETED, CUSTOMER_ERASED, newest_security_events
from storage.sql import Statement, insert_into
from storage.transaction import Transaction, Value
from tests.kit.chat_rows import opened_chat
from tests.kit.customer_rows import case, customer, keep
from tests.kit.mail_rows import CASE, NOW, ZOE, MailRows, incoming
from tests.kit.voicemail_rows import add_voicemail

LATER = NOW + 900
WORD = "s3cret"
"""Stands in what is handed over to Zoé after the backup."""


async def filled(database: Database, folder: Path) -> MailRows:
    """Keep a customer with a case, others with some, and a chat and a call that are nobody's."""
    rows = MailRows(database, folder)
    await rows.fill()
    await keep(database, *map(customer, (2, 3, 4)))
    await keep(database, *(case(n, customer_id=f"c{n}", status="closed") for n in (2, 3, 4)))
    await keep(database, case(5, customer_id="c4", status="closed"))

    def work(tx: Transaction) -> None:
        place: dict[str, Value] = {"queue_id": "q", "priority": 0, "entered_at": NOW}
        over: dict[str, Value] = {"state": "closed", "ended_at": NOW, "number": None}
        for key, medium in (("chat", "chat"), ("aged", "chat"), ("call", "voicemail")):
            tx.execute(insert_into(interactions), id=key, medium=medium, **place, **over)
        for key in ("chat", "aged"):
            opened_chat(database, key, "q", NOW)(tx)
            ended: dict[str, Value] = {"state": "ended", "ended_at": NOW, "name": WORD}
            tx.execute(Statement(update(chats).where(chats.c.id == key).values(ended)))
        add_voicemail(tx, "call", NOW, caller="+49 30 1", caller_name=WORD)

    await database.write(work)
    for n, (of, text) in enumerate((("k2", WORD), ("k3", WORD), ("k2", "Hello"))):
        sender = ParsedAddress("Max", "max@c.example")
        mail = incoming(id=f"letter-{n}", case_id=of, text=text, sender=sender)
        mail = replace(mail, message_id=f"<{n}@c.example>")
        about = case(int(of[1:]), customer_id=f"c{of[1:]}")
        taken = await rows.take()
        await rows.mails.put_by(
            await rows.filed(taken, mail=mail, case=about, new_case=False, customer=None)
        )
    return rows


@pytest.fixture
async def old(another_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """Open the database whose place is taken; it goes on where the backup was made."""
    opened = await Database.open(another_url)
    await filled(opened, tmp_path / "old")
    yield opened
    await opened.close()


@pytest.fixture
async def new(database: Database, tmp_path: Path) -> Database:
    """Open the database in which the backup was brought back."""
    await filled(database, tmp_path / "new")
    return database


async def erase(database: Database, customer_id: str) -> None:
    """Erase a customer there."""
    await Erasures(database).erase(customer_id, "alice", NOW + 200)


async def forgotten(database: Database) -> list[str]:
    """Name the customers who are erased."""
    everybody = (ZOE.id, "c2", "c3", "c4")
    return await database.read(lambda tx: [each for each in everybody if is_forgotten(tx, each)])


async def deleted(database: Database) -> list[str]:
    """Name the cases that are deleted."""
    gone = Statement(select(cases.c.id).where(cases.c.deleted_at.is_not(None)))
    return sorted(each for (each,) in await database.read(lambda tx: tx.all(gone)))


async def test_what_was_erased_and_deleted_goes_here_too(old: Database, new: Database):
    """In the same name, and nothing else."""
    await erase(old, ZOE.id)
    assert await CaseDeletions(old).delete("k3", "bob", NOW + 300) is None
    repeated = await repeat_deletions(old, new, LATER)

    assert (repeated.done, repeated.left) == (2, ())
    assert (await forgotten(new), await deleted(new)) == ([ZOE.id], [CASE.id, "k3"])
    events = await new.read(lambda tx: newest_security_events(tx, 9))
    assert [(each.actor, each.action, each.subject, each.at) for _, each in events] == [
        ("bob", CASE_DELETED, "case:k3", LATER),
        ("alice", CUSTOMER_ERASED, f"customer:{ZOE.id}", LATER),
    ]
    # Done once more, nothing is left to do.
    assert (await repeat_deletions(old, new, LATER)).done == 0


async def test_what_was_merged_since_goes_as_well(old: Database, new: Database):
    """The security record names one record and one case; here they are still several."""
    merge = Merge(id="m", kept="c3", merged="c2", at=NOW + 100, by="alice")
    await Merges(old).merge(merge, kept_rev=1, merged_rev=1)
    await erase(old, "c3")
    await CaseMerges(old).merge("k5", "k4", NOW + 100)
    assert await CaseDeletions(old).delete("k4", "bob", NOW + 300) is None
    assert (await repeat_deletions(old, new, LATER)).left == ()

    assert await forgotten(new) == ["c2", "c3"]
    assert await deleted(new) == ["k2", "k3", "k4", "k5"]


async def test_what_became_theirs_since_goes_as_well(old: Database, new: Database):
    """A chat, a call, a case and a mail that the backup knows as somebody else's, or nobody's."""
    matches = CustomerMatches(old)
    for each in ("chat", "call"):
        await matches.say(each, ZOE.id, NOW + 100, by="alice")
    assert not isinstance(
        await CaseMerges(old).move("letter-0", CASE.id, frozenset(), NOW + 100), str
    )
    moved = Statement(update(cases).where(cases.c.id == "k3").values(customer_id=ZOE.id))
    await old.write(lambda tx: tx.execute(moved))
    await erase(old, ZOE.id)
    await old.write(lambda tx: remove_chat(tx, "aged", NOW + 300))
    assert (await repeat_deletions(old, new, LATER)).left == ()

    assert await forgotten(new) == [ZOE.id]
    assert await deleted(new) == [CASE.id, "k3"]
    everything = [(each.name, Statement(select(*each.c))) for each in METADATA.sorted_tables]
    rows = await new.read(
        lambda tx: [(name, row) for name, how in everything for row in tx.all(how)]
    )
    assert [name for name, row in rows if WORD in repr(row[1:])] == []


async def test_what_is_in_hand_here_stays_and_is_named(old: Database, new: Database):
    """A contact that waits in the backup is somebody's work; who restored deletes it afterwards."""

    def wait(tx: Transaction) -> None:
        place: dict[str, Value] = {"medium": "email", "queue_id": "q", "priority": 0}
        times: dict[str, Value] = {"entered_at": NOW, "ended_at": None, "number": None}
        tx.execute(insert_into(interactions), id="waits", state="waiting", **place, **times)
        waiting = update(mails).where(mails.c.case_id == CASE.id).values(interaction_id="waits")
        tx.execute(Statement(waiting))
        for key in ("chat", "call"):
            active = update(interactions).where(interactions.c.id == key).values(state="active")
            tx.execute(Statement(active))

    await new.write(wait)
    for each in ("chat", "call"):
        await CustomerMatches(old).say(each, ZOE.id, NOW + 100, by="alice")
    await erase(old, ZOE.id)
    assert await CaseDeletions(old).delete("k2", "bob", NOW + 300) is None
    repeated = await repeat_deletions(old, new, LATER)
    assert repeated.done == 1
    assert sorted(repeated.left) == [
        f"case:{CASE.id}",
        "chat:chat",
        f"customer:{ZOE.id}",
        "mail:mail-of-intake-1",
        "voicemail:voicemail of call",
    ]
