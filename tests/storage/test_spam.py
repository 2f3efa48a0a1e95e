"""Junk as the store keeps it, on each kind of database."""

from channels.email.parse.parsed import ParsedAddress
from channels.email.ports import Question
from channels.email.values import Mail, Recipients
from crm.records import Case, Customer
from storage import cases as case_rows
from storage import mail_rows
from storage.database import Database
from storage.erasures import Erasures
from storage.mails import Mails
from storage.spam import SpamStore
from storage.transaction import Transaction

NOW = 1_795_000_000_000_000
ZOE = "zoë@customer.example"
CASE = Case(
    id="c1",
    number=1001,
    subject="Win a lamp",
    customer_id="k1",
    queue_id="q1",
    mailbox="support",
    opened_at=NOW,
    changed_at=NOW,
)
MAIL = Mail(
    id="m1",
    case_id="c1",
    interaction_id=None,
    direction="in",
    mailbox="support",
    message_id="<m1@customer.example>",
    sender=ParsedAddress("Zoë", ZOE.upper()),
    recipients=Recipients(),
    subject="Win a lamp",
    text="Now",
    at=NOW,
)


def keep(tx: Transaction) -> None:
    customer = Customer(id="k1", number=1_000_001, name="Zoë", created_at=NOW, addresses=(ZOE,))
    case_rows.add_customer(tx, customer)
    case_rows.add_case(tx, CASE)
    mail_rows.add_mail(tx, MAIL)


async def asks_for_somebody(database: Database) -> bool:
    question = Question(
        sender=ZOE, message_id="", fingerprint="", answers=(), proven_numbers=(), named_numbers=()
    )
    return not (await Mails(database).look_up(question)).blocked


async def test_a_mark_comes_back_as_it_was_set(database: Database):
    """Marked twice is marked once; taking the mark away lets the senders through."""
    await database.write(keep)
    store = SpamStore(database)
    for at in (NOW + 1, NOW + 2):
        marked = await store.mark("c1", ZOE, "alice", at)
        assert marked is not None
        assert (marked.status, marked.closed_at, marked.spam_at) == ("closed", NOW + 1, NOW + 1)
    [sender] = await store.blocked(None, 10)
    assert (sender.address, sender.blocked_by, sender.case) == (ZOE, "alice", marked)
    assert not await asks_for_somebody(database)

    opened = await store.unmark("c1", NOW + 3)

    assert opened is not None
    assert (opened.status, opened.closed_at, opened.spam_at) == ("open", None, None)
    assert await asks_for_somebody(database)
    assert await store.unmark("c1", NOW + 4) == opened
    assert await store.mark("nowhere", ZOE, "alice", NOW) is None
    assert await store.unmark("nowhere", NOW) is None


async def test_who_is_forgotten_is_on_no_list(database: Database):
    """Erasing a customer leaves no address of theirs behind, blocked or not."""
    await database.write(keep)
    store = SpamStore(database)
    await store.mark("c1", ZOE, "alice", NOW)

    await Erasures(database).erase("k1", "dora", NOW)

    assert await store.blocked(None, 10) == []


async def test_an_address_is_let_through_however_it_is_written(database: Database):
    """Case does not matter; what is not blocked cannot be unblocked."""
    await database.write(keep)
    store = SpamStore(database)
    await store.mark("c1", ZOE, "alice", NOW)
    assert await store.unblock(f" {ZOE.upper()}")
    assert not await store.unblock(ZOE)


async def test_a_long_list_of_addresses_comes_page_by_page(database: Database):
    """The latest first, each once; those blocked in the same moment by their letters."""
    await database.write(keep)
    store = SpamStore(database)
    for address, at in (("b@x.example", 1), ("a@x.example", 1), ("c@x.example", 2)):
        await store.mark("c1", address, "alice", NOW + at)
    pages, after = [], None
    while page := await store.blocked(after, 1):
        pages.append(page[0].address)
        after = (page[0].blocked_at, page[0].address)
    assert pages == ["c@x.example", "a@x.example", "b@x.example"]
