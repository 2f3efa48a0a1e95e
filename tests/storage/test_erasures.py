"""Whose a contact is decides what an erasure reaches, on each kind of database."""

from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import Table, select, update

from crm.refusal import Refusal
from storage import customer_matches
from storage.customers import Customers
from storage.database import Database
from storage.erasures import Erasures
from storage.schema import cases, chats, interactions, security_log, visitors, voicemails
from storage.sql import Statement, insert_into
from storage.transaction import Transaction, Value
from tests.kit.chat_rows import opened_chat
from tests.kit.customer_rows import NOW, case, customer, keep
from tests.kit.voicemail_rows import add_voicemail

ZOE = customer(1, name="Zoé", phone="+49 30 901820", addresses=("zoe@x.example",))
MAX = customer(2, name="Max", phone="+49 40 123456", addresses=("max@x.example",))
HOME = "+49 89 777777"
"""A number that two customers have."""
LATER = NOW + 600
LIVE = ("waiting", "offered", "active", "wrap_up", "scheduled")

CHATS: dict[str, tuple[str | None, str, str, str, bool]] = {
    # chat: said to be whose, from which address, account, browser, gone afterwards
    "said": ("c1", "", "", "b1", True),
    "from her address": (None, "Zoe@X.example", "", "b2", True),
    "from her browser": (None, "", "", "b1", True),
    "by her account": (None, "", "K-1", "b6", True),
    "by an account of two": (None, "", "K-2", "b7", False),
    "said to be his": ("c2", "zoe@x.example", "K-1", "b3", False),
    "his in her browser": ("c2", "max@x.example", "", "b1", False),
    "nobody knows": (None, "", "", "b4", False),
    "a stranger": (None, "eve@x.example", "", "b5", False),
}
CALLS: dict[str, tuple[str | None, str, bool]] = {
    # call: said to be whose, from which number, gone afterwards
    "from her number": (None, "+4930901820", True),
    "said to be hers": ("c1", "+491111111", True),
    "said to be his": ("c2", "+4930901820", False),
    "from both": (None, "+4989777777", False),
    "from his number": (None, "+4940123456", False),
    "withheld": (None, "", False),
}


async def erase(database: Database, customer_id: str = "c1") -> Any:
    return await Erasures(database).erase(customer_id, "dora", LATER)


async def become(database: Database, table: Table, state: str) -> None:
    """Have everything in a table stand like this."""
    statement = Statement(update(table).values(state=state))
    await database.write(lambda tx: tx.execute(statement))


async def test_chats_go_that_are_hers_and_no_others(database: Database):
    """What an agent has said counts first, then the address, the account, the browser."""
    before = replace(ZOE, id="c3", number=3, account_number="K-2", addresses=(), merged_into="c1")
    await keep(database, replace(ZOE, account_number="K-1"), before)
    await keep(database, replace(MAX, account_number="K-2"))

    def work(tx: Transaction) -> None:
        browsers: dict[str, str] = {}
        for chat, (whose, address, account, browser, _) in CHATS.items():
            opened_chat(database, chat, "q1", NOW)(tx)
            told = {
                "email": address or None,
                "visitor_id": browsers.setdefault(browser, f"visitor-{chat}"),
                "client_id": chat,
                "account_number": account or None,
                "fields": "words",
                "rating": 5,
            }
            tx.execute(Statement(update(chats).where(chats.c.id == chat).values(told)))
            if whose is not None:
                customer_matches.say(tx, chat, whose, NOW, by="alice")
        shared = update(visitors).where(visitors.c.id == browsers["b1"])
        tx.execute(Statement(shared.values(name="Max", email="max@x.example")))

    await database.write(work)
    erasure = await erase(database)

    rows = await database.read(
        lambda tx: tx.all(Statement(select(chats.c.id, chats.c.fields, chats.c.rating)))
    )
    gone = {chat for chat, words, _ in rows if words != "words"}
    assert gone == {chat for chat, (*_, goes) in CHATS.items() if goes} == erasure.contacts
    assert {rating for *_, rating in rows} == {5}
    shared = Statement(select(visitors.c.name).where(visitors.c.id == "visitor-said"))
    assert await database.read(lambda tx: tx.one(shared)) == ("Max",)


async def test_calls_go_that_are_hers_and_no_others(database: Database):
    """A number that two customers have says nothing of who called."""
    more = customer(3, name="Zoé again", phone=HOME, merged_into="c1")
    await keep(database, ZOE, MAX, more, customer(4, name="Ben", phone="089 777 777 "))
    await keep(database, customer(5, name="Bea", phone=HOME))

    def work(tx: Transaction) -> None:
        for call, (whose, number, _) in CALLS.items():
            add_voicemail(tx, call, NOW, caller=number, caller_name="words")
            if whose is not None:
                customer_matches.say(tx, call, whose, NOW, by="alice")

    await database.write(work)
    await erase(database)

    rows = await database.read(
        lambda tx: tx.all(Statement(select(voicemails.c.interaction_id, voicemails.c.caller_name)))
    )
    gone = {call for call, words in rows if not words}
    assert gone == {call for call, (*_, goes) in CALLS.items() if goes}


async def test_nothing_goes_while_somebody_has_to_do_with_her(database: Database):
    """Everything is as it was; once that is over it goes."""
    await keep(database, ZOE)

    def begun(tx: Transaction) -> None:
        opened_chat(database, "chat", "q1", NOW)(tx)
        customer_matches.say(tx, "chat", "c1", NOW, by=None)
        place: dict[str, Value] = {"medium": "chat", "queue_id": "q1", "priority": 0}
        times: dict[str, Value] = {"entered_at": NOW, "ended_at": None, "number": None}
        tx.execute(insert_into(interactions), id="chat", **place, **times, state="closed")
        add_voicemail(tx, "call", NOW, caller="+4930901820")

    await database.write(begun)
    for table, state, over in (
        *((interactions, state, "closed") for state in LIVE),
        (chats, "bot", "ended"),
        (voicemails, "received", "filed"),
    ):
        await become(database, table, state)
        with pytest.raises(Refusal, match="conflict") as refusal:
            await erase(database)
        assert refusal.value.field == "in_hand", state
        assert (await Customers(database).file("c1")).customer == ZOE
        await become(database, table, over)
    assert (await erase(database)).contacts == {"chat", "call"}


async def test_what_others_had_in_common_with_her_goes_on_without(database: Database):
    """A case of his that was merged into hers stands alone again; so does hers in his, emptied.

    Whoever has his open reads it anew: hers was shown in it.
    """
    merged = {"merged_at": NOW}
    await keep(database, ZOE, MAX, case(1, "c1"), case(3, "c2"))
    await keep(database, case(2, "c2", merged_into="k1", **merged))
    await keep(database, case(4, "c1", merged_into="k3", **merged))

    erasure = await erase(database)
    assert (erasure.cases, erasure.others) == ({"k1", "k4"}, {"k3"})

    columns = (cases.c.id, cases.c.subject, cases.c.merged_into, cases.c.deleted_at)
    rows = await database.read(lambda tx: tx.all(Statement(select(*columns).order_by(cases.c.id))))
    assert rows == [
        ("k1", "", None, LATER),
        ("k2", "Matter 2", None, None),
        ("k3", "Matter 3", None, None),
        ("k4", "", None, LATER),
    ]


async def test_it_is_noted_once_by_its_id_alone(database: Database):
    """Nobody there, a record that another one stands for, and a repetition are no erasures."""
    gone = customer(2, merged_into="c1")
    await keep(database, ZOE, gone)
    for customer_id, code, field in (
        ("c9", "not_found", "customer_id"),
        ("c2", "conflict", "merged"),
    ):
        with pytest.raises(Refusal, match=code) as refusal:
            await erase(database, customer_id)
        assert refusal.value.field == field

    assert (await erase(database)).customers == {"c1", "c2"}
    for again in ("c1", "c2"):
        assert (await erase(database, again)).customers == {again}

    noted = Statement(select(security_log.c.actor, security_log.c.action, security_log.c.subject))
    rows = await database.read(lambda tx: tx.all(noted))
    assert rows == [("dora", "customer_erased", "customer:c1")]
    with pytest.raises(Refusal, match="not_found"):
        await Customers(database).create(ZOE)
