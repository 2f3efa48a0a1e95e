"""Two records become one, and are two again within a day."""

import random

import pytest
from msgspec.structs import replace

from crm.merging import UNDOABLE_FOR, Merge
from crm.refusal import Refusal
from storage.customer_matches import CustomerMatches
from storage.customers import Customers, Wanted
from storage.database import Database
from storage.erasures import Erasures
from storage.merges import Merges
from storage.tasks import Tasks
from tests.kit.customer_rows import NOW, case, contents, customer, keep, task

TABLES = (
    *("customers", "customer_addresses", "customer_fields", "customer_contacts"),
    *("cases", "tasks"),
)
MERGE = Merge(id="m1", kept="c1", merged="c2", at=NOW, by="alice")


async def fill(database: Database, world: int, chance: random.Random) -> list[str]:
    """Keep three customers with as much or little as chance gives them; gives their ids."""
    people = []
    for number in range(world * 3, world * 3 + 3):
        texts = {
            name: chance.choice(["", f"{name} {number}"])
            for name in ("company", "account_number", "phone", "notes")
        }
        person = customer(
            number,
            **texts,
            fields={name: f"{name} {number}" for name in "abc" if chance.random() < 0.5},
            addresses=tuple(f"{number}.{n}@x.example" for n in range(chance.randrange(3))),
        )
        await keep(database, person)
        people.append(person.id)
        for n in range(chance.randrange(3)):
            key = number * 10 + n
            await keep(database, case(key, person.id))
            await Tasks(database).create(task(key, case_id=f"k{key}"))
            await CustomerMatches(database).say(f"i{key}", person.id, NOW, by=None)
    return people


async def test_merging_and_undoing_leaves_everything_as_it_was(database: Database):
    """CRM-008: addresses, cases, tasks, contacts, every field of both, whatever they hold."""
    chance, merges = random.Random(8), Merges(database)
    for world in range(8):
        first, second, third = await fill(database, world, chance)
        before = await contents(database, *TABLES)
        done = replace(MERGE, id=f"m{world}", kept=first, merged=second)
        await merges.merge(done, kept_rev=1, merged_rev=1)
        between = await contents(database, *TABLES)
        later = replace(done, id=f"n{world}", kept=third, merged=first)
        await merges.merge(later, kept_rev=1, merged_rev=2)

        await merges.undo(later.id, NOW)
        assert await contents(database, *TABLES) == between
        await merges.undo(done.id, NOW)
        assert await contents(database, *TABLES) == before


async def test_everything_is_the_kept_record_s(database: Database):
    """CRM-008: what it does not know itself, it takes from the other."""
    await keep(database, customer(1, phone="0170"), customer(2, phone="0171", notes="Calls late"))
    await keep(database, customer(3, addresses=("x@x.example",)), case(1, "c2"))
    await Merges(database).merge(MERGE, kept_rev=1, merged_rev=1)
    file = await Customers(database).file("c1")
    assert (file.customer.phone, file.customer.notes) == ("0170", "Calls late")
    assert [each.id for each in file.cases] == ["k1"]
    # A case that was being written for the other meanwhile finds its way.
    await keep(database, case(2, "c2"))
    assert len((await Customers(database).file("c1")).cases) == 2


async def test_an_undo_leaves_what_came_after_the_merge(database: Database):
    await keep(database, customer(1), customer(2, phone="0171"), case(1, "c2"))
    merges, customers = Merges(database), Customers(database)
    await merges.merge(MERGE, kept_rev=1, merged_rev=1)
    await keep(database, case(2, "c1"))
    await customers.change("c1", 2, NOW, {"phone": "0172"})
    await merges.undo("m1", NOW)
    kept, merged = await customers.file("c1"), await customers.file("c2")
    assert (kept.customer.phone, [each.id for each in kept.cases]) == ("0172", ["k2"])
    assert (merged.customer.phone, [each.id for each in merged.cases]) == ("0171", ["k1"])


async def test_undoing_twice_is_undoing_once(database: Database):
    await keep(database, customer(1), customer(2))
    merges = Merges(database)
    await merges.merge(MERGE, kept_rev=1, merged_rev=1)
    assert await merges.undo("m1", NOW + 1) == await merges.undo("m1", NOW + 2)


async def test_records_are_merged_only_as_they_were_seen(database: Database):
    await keep(database, customer(1), customer(2))
    before = await contents(database, *TABLES)
    for kept_rev, merged_rev, merge, code in (
        (2, 1, MERGE, "conflict"),
        (1, 2, MERGE, "conflict"),
        (1, 1, replace(MERGE, merged="c9"), "not_found"),
    ):
        with pytest.raises(Refusal, match=code):
            await Merges(database).merge(merge, kept_rev=kept_rev, merged_rev=merged_rev)
    assert await contents(database, *TABLES) == before


async def test_a_merge_is_not_undone_late_nor_out_of_turn(database: Database):
    """A day later people have come to rely on it; in a third record it is no more to be told."""
    await keep(database, customer(1), customer(2), customer(3))
    merges = Merges(database)
    await merges.merge(MERGE, kept_rev=1, merged_rev=1)
    with pytest.raises(Refusal, match="undo_expired"):
        await merges.undo("m1", NOW + UNDOABLE_FOR + 1)
    await merges.merge(replace(MERGE, id="m2", kept="c3", merged="c1"), kept_rev=1, merged_rev=2)
    with pytest.raises(Refusal, match="undo_blocked"):
        await merges.undo("m1", NOW)
    with pytest.raises(Refusal, match="not_found"):
        await merges.undo("m9", NOW)


async def test_erasing_a_customer_erases_what_was_merged_into_them(database: Database):
    """Names, fields, notes and tasks go, also out of what an undo would need; numbers stay."""
    word = "s3cret"
    await keep(database, customer(1, name=word), customer(3))
    theirs = customer(2, name=word, notes=word, fields={word: word}, addresses=(f"{word}@x.y",))
    await keep(database, theirs, case(1, "c2"))
    await Tasks(database).create(task(1, case_id="k1", title=word, description=word))
    await Merges(database).merge(MERGE, kept_rev=1, merged_rev=1)

    await Erasures(database).erase("c1", "dora", NOW)

    left = await contents(database, *TABLES, "customer_merges")
    assert word not in repr(left)
    assert {row[1] for row in left["customers"]} == {1_000_001, 1_000_002, 1_000_003}
    assert [each.id for each in await Customers(database).find(Wanted())] == ["c3"]
    with pytest.raises(Refusal, match="not_found"):
        await Merges(database).undo("m1", NOW)
