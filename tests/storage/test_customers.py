"""The customer file is found, read with its history, changed by one agent at a time."""

import pytest

from crm.merging import Merge
from crm.refusal import Refusal
from storage.customer_matches import CustomerMatches
from storage.customers import Customers, Wanted
from storage.database import Database
from storage.merges import Merges
from storage.schema import interactions
from storage.sql import insert_into
from storage.tasks import Tasks
from storage.transaction import Value
from tests.kit.customer_rows import NOW, case, customer, keep, task

PEOPLE = (
    customer(1, name="Zoé Martin", company="Atelier", phone="+33 1 70 18 00 12"),
    customer(2, name="anne éluard", addresses=("anne@mail.example",), account_number="K-4711"),
    customer(3, name="Carl Ezra", company="atelier", fields={"plan": "Gold"}),
    customer(4, name="Bruno Dupont", company="Zénith"),
)


FOUND = (
    ("Martin", ["Zoé"], ["Zoé"]),
    ("martin", [], ["Zoé"]),
    ("ELUARD", [], ["anne"]),
    ("telier", ["Carl", "Zoé"], ["Carl", "Zoé"]),
    ("Atelier", ["Zoé"], ["Carl", "Zoé"]),
    ("Gold", ["Carl"], ["Carl"]),
    ("gold", [], ["Carl"]),
    ("K-4711", ["anne"], ["anne"]),
    ("Anne@MAIL", ["anne"], ["anne"]),
    ("0170180012", ["Zoé"], ["Zoé"]),
    ("#1000004", ["Bruno"], ["Bruno"]),
    ("100%", [], []),
    ("_", [], []),
)
"""What is typed, who is found, who else if the company does not heed the case of letters."""


async def add_interaction(database: Database, row: dict[str, Value]) -> None:
    await database.write(lambda tx: tx.execute(insert_into(interactions), **row))


async def names(database: Database, words: str = "", **wanted) -> list[str]:
    found = await Customers(database).find(Wanted(words=words, **wanted))
    return [each.name.split()[0] for each in found]


async def test_customers_are_listed_by_last_name_or_by_company(database: Database):
    """CRM-006: whoever has no company comes last."""
    await keep(database, *PEOPLE)
    assert await names(database) == ["Bruno", "anne", "Carl", "Zoé"]
    assert await names(database, order="company") == ["Carl", "Zoé", "Bruno", "anne"]


async def test_a_long_list_comes_page_by_page(database: Database):
    """CRM-006, CRM-007: each customer once, in the same order, whatever the list is ordered by."""
    await keep(database, *PEOPLE)
    for order in ("last_name", "company"):
        whole = await Customers(database).find(Wanted(order=order))
        pages, after = [], None
        while page := await Customers(database).find(Wanted(order=order, after=after, limit=1)):
            pages.append(page[0])
            after = page[0].id
        assert pages == whole
    assert await names(database, "telier", after="c3", case_sensitive=False) == ["Zoé"]
    with pytest.raises(Refusal, match="not_found"):
        await names(database, after="c9")


async def test_customers_are_found_by_all_that_is_known_of_them(database: Database):
    """CRM-007, CRM-010: letters count as typed, unless the company has it otherwise."""
    await keep(database, *PEOPLE)
    for words, sensitive, otherwise in FOUND:
        assert await names(database, words) == sensitive, words
        assert await names(database, words, case_sensitive=False) == otherwise, words


async def test_a_list_says_that_there_are_more(database: Database):
    await keep(database, *PEOPLE)
    assert len(await names(database, limit=2)) == 3


async def test_a_record_shows_cases_contacts_and_tasks(database: Database):
    """CRM-008: the newest first, whichever way the customer came."""
    await keep(database, *PEOPLE, case(1, "c1"), case(2, "c1", status="closed"), case(3, "c2"))
    await Tasks(database).create(task(1, case_id="k1"))
    for at, name in ((NOW, "early"), (NOW + 9, "late")):
        row: dict[str, Value] = {
            "id": name,
            "medium": "chat",
            "queue_id": "q1",
            "state": "closed",
            "priority": 0,
        }
        row |= {"entered_at": at, "ended_at": None, "number": at - NOW}
        await add_interaction(database, row)
        await CustomerMatches(database).say(name, "c1", at, by="alice")

    file = await Customers(database).file("c1")

    assert file.customer == PEOPLE[0]
    assert [each.id for each in file.cases] == ["k2", "k1"]
    assert [each.id for each in file.contacts] == ["late", "early"]
    assert [(each.id, each.customer_id) for each in file.tasks] == [("t1", "c1")]
    (line,) = await Customers(database).find(Wanted(words="Zoé"))
    assert line.open_cases == 1


async def test_a_change_is_kept_whole(database: Database):
    """CRM-008: texts, the company's own fields, addresses; the lists follow."""
    await keep(database, *PEOPLE)
    wanted = {"name": "Anne Zola", "addresses": ("a@x.example",), "fields": {"plan": "Silver"}}
    changed = await Customers(database).change("c2", 1, NOW + 1, wanted)
    assert (await Customers(database).file("c2")).customer == changed
    assert (changed.rev, changed.fields, changed.account_number) == (
        2,
        {"plan": "Silver"},
        "K-4711",
    )
    assert await names(database) == ["Bruno", "Carl", "Zoé", "Anne"]
    # An address that was given up is free.
    await Customers(database).change("c1", 1, NOW, {"addresses": ("anne@mail.example",)})


async def test_the_slower_of_two_agents_is_refused(database: Database):
    await keep(database, *PEOPLE)
    await Customers(database).change("c1", 1, NOW, {"notes": "first"})
    with pytest.raises(Refusal, match="conflict"):
        await Customers(database).change("c1", 1, NOW, {"notes": "second"})
    assert (await Customers(database).file("c1")).customer.notes == "first"


async def test_an_address_is_one_customer_s_alone(database: Database):
    """A refused change leaves nothing behind."""
    await keep(database, *PEOPLE)
    customers, taken = Customers(database), ("new@x.example", "anne@mail.example")
    with pytest.raises(Refusal, match="address_taken"):
        await customers.change("c1", 1, NOW, {"addresses": taken, "notes": "?"})
    with pytest.raises(Refusal, match="address_taken"):
        await customers.create(customer(9, addresses=taken))
    assert (await customers.file("c1")).customer == PEOPLE[0]
    assert len(await names(database)) == 4


async def test_nobody_is_nobody(database: Database):
    for ask in (Customers(database).file("c9"), Customers(database).change("c9", 1, NOW, {})):
        with pytest.raises(Refusal, match="not_found"):
            await ask


async def test_who_was_merged_is_shown_as_whoever_they_are_now(database: Database):
    await keep(database, *PEOPLE)
    merge = Merge(id="m", kept="c1", merged="c2", at=NOW, by="alice")
    await Merges(database).merge(merge, kept_rev=1, merged_rev=1)
    file = await Customers(database).file("c2")
    assert file.customer.id == "c1"
    assert [merged.name for _, merged in file.merges] == ["anne éluard"]
    assert await names(database) == ["Bruno", "Carl", "Zoé"]
    with pytest.raises(Refusal, match="conflict"):
        await Customers(database).change("c2", 2, NOW, {"notes": "too late"})
