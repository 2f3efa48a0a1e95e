"""Cases are found by what stands in them, exactly as it is written, on every database."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from storage.case_search import CaseSearch, Position, Wanted
from storage.database import Database
from tests.kit.mail_rows import CASE, NOW, ZOE, MailRows, draft, incoming

CASES = {
    1_001: ("Lamp 100% broken_now", "Zoé Martin", "zoe@c.example"),
    1_002: ("Ölkanne \\ Élan", "ÅSA BJÖRK", "asa@strasse.example"),
    1_003: ("1001 nights", "O'Neil", "o_neil@c.example"),
    1_004: ("灯が壊れた, дом", "王", "wang@c.example"),
}


@pytest.fixture
async def search(database: Database, tmp_path: Path) -> CaseSearch:
    """Keep four cases of four customers, the last one changed last."""
    rows = MailRows(database, tmp_path)
    for number, (subject, name, address) in CASES.items():
        who = replace(ZOE, id=f"z{number}", number=number, name=name, addresses=(address,))
        case = replace(
            CASE,
            id=f"k{number}",
            number=number,
            subject=subject,
            customer_id=who.id,
            changed_at=NOW + number,
            status="closed" if number == 1_004 else "open",
            assignee="alice" if number == 1_002 else None,
        )
        mail = incoming(id=f"m{number}", case_id=case.id)
        await rows.mails.put_by(
            await rows.filed(await rows.take(), case=case, customer=who, mail=mail)
        )
    for key, agent, number in (("d1", "alice", 1_001), ("d2", "bruno", 1_003)):
        await rows.drafts.save_draft(
            draft(id=key, agent_id=agent, case_id=f"k{number}"), seen_rev=0
        )
    return CaseSearch(database)


async def numbers(search: CaseSearch, **wanted: Any) -> list[int]:
    return [line.case.number for line in await search.find(Wanted(**wanted))]


FOUND = {
    "": [1_004, 1_003, 1_002, 1_001],
    "lamp": [1_001],
    "LAMP": [1_001],
    "Zoé M": [1_001],
    # Small letters and capitals are one, in every writing that has them.
    "ZOÉ": [1_001],
    "ölkanne": [1_002],
    "åsa björk": [1_002],
    "ДОМ": [1_004],
    "壊れ": [1_004],
    # What means something to LIKE means itself here.
    "%": [1_001],
    "_": [1_003, 1_001],
    "n_n": [1_001],
    "b%n": [],
    "\\": [1_002],
    "\\ é": [1_002],
    "%%": [],
    "'": [1_003],
    "'; DROP TABLE cases; --": [],
    # Addresses are kept case folded.
    "ASA@STRASSE.example": [1_002],
    "asa@straße": [1_002],
    "C.EXAMPLE": [1_004, 1_003, 1_001],
    # A number is the case's, and words as well.
    "1001": [1_003, 1_001],
    "#1002": [1_002],
    " #1002 ": [1_002],
    "[#1002]": [1_002],
    "Re: whatever its subject was [#1002]": [1_002],
    "#": [],
    "²": [],
    "٣": [],
    "9" * 12: [],
    "9" * 200: [],
    "x" * 200: [],
}


async def test_words_are_found_as_they_are_written(search: CaseSearch):
    """CRM-002, CRM-003: in the subject, the customer's name, the addresses; or the number."""
    assert {words: await numbers(search, words=words) for words in FOUND} == FOUND


async def test_lists_are_narrowed(search: CaseSearch):
    """ERP-016: by status, by whose case it is, by whose draft is in it; all at once."""
    assert await numbers(search, status="closed") == [1_004]
    assert await numbers(search, assignee="alice") == [1_002]
    assert await numbers(search, drafts_of="alice") == [1_001]
    assert await numbers(search, drafts_of="alice", status="closed") == []
    assert await numbers(search, status="open", words="c.example") == [1_003, 1_001]


async def test_one_more_than_the_limit_says_that_there_are_more(search: CaseSearch):
    """The desk shows that many and a word."""
    assert await numbers(search, limit=2) == [1_004, 1_003, 1_002]
    assert await numbers(search, limit=4) == [1_004, 1_003, 1_002, 1_001]
    assert [line.customer for line in await search.find(Wanted(limit=1))] == ["王", "O'Neil"]


async def test_a_case_is_closed_once_and_opened_again(search: CaseSearch):
    """EIN-023: the instant is that of the closing, whatever else is changed later."""
    closed = await search.change("k1001", NOW + 9_000, status="closed")
    renamed = await search.change("k1001", NOW + 9_001, subject="x", status="closed")
    opened = await search.change("k1001", NOW + 9_002, status="pending")

    assert closed is not None
    assert renamed is not None
    assert opened is not None
    assert [each.closed_at for each in (closed, renamed, opened)] == [NOW + 9_000] * 2 + [None]
    assert (renamed.subject, opened.changed_at) == ("x", NOW + 9_002)
    assert await numbers(search, status="pending") == [1_001]
    assert await search.change("nothing", NOW, status="closed") is None


@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_a_long_list_is_read_page_by_page(search: CaseSearch, limit: int):
    """CRM-002: behind the last one of a page come the others, none twice and none left out."""
    at = NOW + 9_999
    for number in (1_001, 1_003):
        await search.change(f"k{number}", at, priority="high")
    whole = [1_003, 1_001, 1_004, 1_002]
    assert await numbers(search) == whole
    read: list[int] = []
    after = None
    while len(read) < len(whole):
        page = await search.find(Wanted(limit=limit, after=after))
        read += [line.case.number for line in page[:limit]]
        last = page[:limit][-1].case
        after = Position(changed_at=last.changed_at, number=last.number)
    assert read == whole
    assert await search.find(Wanted(after=after)) == []
