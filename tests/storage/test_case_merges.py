"""Cases that became one: found by every number, written in as one, and parted again exactly."""

import asyncio
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from channels.email.merging import Moved
from channels.email.ports import Question
from channels.email.threading import Match
from crm.records import MERGE_UNDONE_WITHIN, REOPENS_WITHIN
from storage.case_merges import CaseMerges
from storage.case_search import CaseSearch, Wanted
from storage.database import Database
from storage.schema import case_participants, cases, drafts, mail_files, mails
from storage.sql import Statement
from tests.kit.mail_rows import CASE, NOW, ZOE, MailRows, draft, incoming, outgoing

EVERYTHING = tuple(
    Statement(select(table).order_by(*table.primary_key.columns))
    for table in (cases, mails, mail_files, drafts, case_participants)
)
MANY = 5


async def fill(database: Database, folder: Path) -> MailRows:
    """Keep cases c0 to c4, each with a mail, a draft and a file of somebody's."""
    rows = MailRows(database, folder)
    for n in range(MANY):
        address = f"a{n}@c.example"
        who = replace(ZOE, id=f"k{n}", number=n, name=f"K{n}", addresses=(address,))
        case = replace(
            CASE,
            id=f"c{n}",
            number=1_000 + n,
            customer_id=who.id,
            mailbox="support" if n % 2 == 0 else "sales",
        )
        mail = incoming(id=f"m{n}", case_id=case.id, message_id=f"<m{n}@c.example>", at=NOW + n)
        await rows.mails.put_by(
            await rows.filed(
                await rows.take(),
                case=case,
                customer=who,
                mail=mail,
                participants=frozenset(who.addresses),
            )
        )
        await rows.drafts.save_draft(draft(id=f"d{n}", case_id=case.id), seen_rev=0)
        await rows.file(f"f{n}", case_id=case.id)
    return rows


@pytest.fixture
async def rows(database: Database, tmp_path: Path) -> MailRows:
    return await fill(database, tmp_path)


async def everything(database: Database) -> list[Any]:
    """Read every row that merging could touch."""
    return await database.read(lambda tx: [tx.all(each) for each in EVERYTHING])


async def matches(rows: MailRows, **asked: Any) -> tuple[Match, ...]:
    """Say where a message would belong."""
    nothing: dict[str, Any] = {"answers": (), "proven_numbers": (), "named_numbers": ()}
    question = Question(sender="x@y.example", message_id="", fingerprint="", **nothing | asked)
    return (await rows.mails.look_up(question)).matches


async def test_every_number_finds_what_goes_on(rows: MailRows):
    """Numbers, Message-IDs and searches lead to it over any number of merges; so do mailboxes."""
    merges = CaseMerges(rows.database)
    await merges.merge("c2", "c1", NOW)
    await merges.merge("c1", "c0", NOW)

    for asked in (
        {"named_numbers": (1_002,)},
        {"proven_numbers": (1_001,)},
        {"answers": ("<m2@c.example>",)},
        {"answers": ("<m0@c.example>",), "named_numbers": (1_002, 1_001, 1_000)},
    ):
        [match] = await matches(rows, **asked)
        assert match.case.id == "c0", asked
        assert match.participants == {"a0@c.example", "a1@c.example", "a2@c.example"}
    [match] = await matches(rows, named_numbers=(1_001, 1_002))
    assert match.mailboxes == {"sales", "support"}
    search = CaseSearch(rows.database)
    for words in ("1002", "#1001", "1000"):
        assert [line.case.id for line in await search.find(Wanted(words=words))] == ["c0"]
    mine = await search.find(Wanted(drafts_of="alice"))
    assert {line.case.id for line in mine} == {"c0", "c3", "c4"}


async def test_it_reads_as_one_case(rows: MailRows):
    """Mails in the order of time, with all drafts and files; the other says where it went on."""
    merges = CaseMerges(rows.database)
    await merges.merge("c0", "c3", NOW)
    await merges.merge("c4", "c0", NOW + 1)

    whole = await rows.drafts.case_file("c3")
    gone = await rows.drafts.case_file("c0")

    assert whole is not None
    assert gone is not None
    assert [mail.id for mail in whole.mails] == ["m0", "m3", "m4"]
    assert {each.id for each in whole.drafts} == {"d0", "d3", "d4"}
    assert {each.id for each in whole.files} == {"f0", "f3", "f4"}
    assert [case.id for case in whole.merged] == ["c0", "c4"]
    assert gone.merged_into == whole.case
    assert [mail.id for mail in gone.mails] == ["m0"]


REFUSED: dict[str, tuple[str, str, str]] = {
    "a case that is not there": ("nowhere", "c0", "not_found"),
    "into one that is not there": ("c0", "nowhere", "not_found"),
    "into itself": ("c0", "c0", "conflict"),
    "once more": ("c1", "c3", "conflict"),
    "into what was merged into it": ("c2", "c1", "conflict"),
    "an open one into a closed one": ("c0", "c4", "closed"),
}


@pytest.mark.parametrize(("case", "into", "code"), REFUSED.values(), ids=REFUSED)
async def test_what_makes_no_sense_is_refused(rows: MailRows, case: str, into: str, code: str):
    """Nothing is merged twice or in a circle, and nothing open disappears in what is closed."""
    merges = CaseMerges(rows.database)
    await merges.merge("c1", "c2", NOW)
    await CaseSearch(rows.database).change("c4", NOW, status="closed")
    before = await everything(rows.database)
    assert await merges.merge(case, into, NOW) == code
    assert await everything(rows.database) == before


async def test_a_merge_can_be_undone_for_a_day(rows: MailRows):
    """Not a moment longer, not twice, and not what was never merged."""
    merges = CaseMerges(rows.database)
    await merges.merge("c1", "c0", NOW)
    assert await merges.undo("c1", NOW + MERGE_UNDONE_WITHIN + 1) == "conflict"
    assert isinstance(await merges.undo("c1", NOW + MERGE_UNDONE_WITHIN), Moved)
    assert await merges.undo("c1", NOW) == "conflict"
    assert await merges.undo("nowhere", NOW) == "not_found"


async def test_what_came_since_stays_where_it_came(rows: MailRows):
    """A mail filed after the merge belongs to the case that went on."""
    merges = CaseMerges(rows.database)
    await merges.merge("c1", "c0", NOW)
    [match] = await matches(rows, named_numbers=(1_001,))
    mail = incoming(id="later", case_id=match.case.id, at=NOW + 60)
    await rows.mails.put_by(
        await rows.filed(
            await rows.take(), case=match.case, new_case=False, customer=None, mail=mail
        )
    )
    await merges.undo("c1", NOW + 61)
    for case_id, ids in (("c0", ["m0", "later"]), ("c1", ["m1"])):
        file = await rows.drafts.case_file(case_id)
        assert file is not None
        assert [mail.id for mail in file.mails] == ids


async def test_a_moved_mail_takes_its_thread_with_it(rows: MailRows):
    """Whoever answers it lands where it lies now, and may write there; its case keeps one mail."""
    merges = CaseMerges(rows.database)
    for n, into in ((1, "c0"), (0, "c0")):
        expected = "only_mail" if n else "conflict"
        assert await merges.move(f"m{n}", into, frozenset(), NOW) == expected
    kept = await rows.drafts.save_draft(draft(id="d9", case_id="c0"), seen_rev=0)
    assert kept is not None
    sent = await rows.drafts.send(kept, outgoing(case_id="c0"), "mail:answer")
    assert sent is not None
    moved = await merges.move(sent.id, "c3", frozenset({"support@shop.example"}), NOW + 5)
    assert isinstance(moved, Moved)
    assert (moved.case.id, moved.case.changed_at) == ("c3", NOW + 5)
    [first, *_] = await matches(rows, answers=(sent.message_id,), proven_numbers=(1_000,))
    assert (first.case.id, first.proven) == ("c3", True)
    assert first.participants == {"a3@c.example", "zoe@c.example"}
    assert await merges.move("nowhere", "c3", frozenset(), NOW) == "not_found"


NUMBERS = st.integers(0, MANY - 1)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["merge", "undo"]), NUMBERS, NUMBERS), min_size=1, max_size=12
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], tuple[str, Path]]:
    """Give databases with the same cases in them."""
    numbers = itertools.count()
    folder = tmp_path_factory.mktemp("merges")
    return lambda: (f"sqlite:///{folder}/{next(numbers)}.db", folder)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rounds=st.lists(CHANGES, min_size=1, max_size=5), data=st.data())
def test_undoing_every_merge_leaves_everything_as_it_was(
    filled: Callable[[], tuple[str, Path]], rounds: list[list[Any]], data: st.DataObject
):
    """Merge and undo in any order, then undo the rest: not a column of any row is different."""

    async def play() -> None:
        url, folder = filled()
        database = await Database.open(url)
        try:
            await fill(database, folder)
            before = await everything(database)
            merges = CaseMerges(database)
            for changes in rounds:
                for what, one, other in changes:
                    if what == "merge":
                        await merges.merge(f"c{one}", f"c{other}", NOW)
                    else:
                        await merges.undo(f"c{one}", NOW)
                for one in data.draw(st.permutations(range(MANY))):
                    await merges.undo(f"c{one}", NOW)
                assert await everything(database) == before
        finally:
            await database.close()

    asyncio.run(play())


def test_a_day_is_shorter_than_a_closed_case_takes_replies():
    """While a merge can be undone, replies to either case still find it."""
    assert MERGE_UNDONE_WITHIN < REOPENS_WITHIN
