"""Erasing a customer who writes mail leaves nothing of theirs, on each kind of database."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from channels.contract import Letter
from channels.email.parse.parsed import ParsedAddress
from channels.email.ports import Question
from channels.email.values import Delivery, MailFile, Recipients
from crm.erasing import Erasure
from crm.refusal import Refusal
from router.ids import seconds
from storage.blobs import KEPT_UNREFERENCED
from storage.case_merges import CaseMerges
from storage.database import Database
from storage.erasures import Erasures
from storage.letters import Letters
from storage.mails import ForgottenMeanwhile
from storage.schema import METADATA, interactions
from storage.sql import Statement, insert_into
from storage.transaction import Value
from tests.kit.customer_rows import keep
from tests.kit.mail_rows import CASE, NOW, ZOE, MailRows, draft, incoming, outgoing

WORD = "s3cret"
"""Stands in everything that is theirs; on the whole database nothing has it afterwards."""
THEM = replace(
    ZOE,
    name=f"Zoé {WORD}",
    company=WORD,
    account_number=WORD,
    phone=WORD,
    addresses=(f"{WORD}@c.example", f"{WORD}@work.example"),
)
ADDRESS = ParsedAddress(f"Zoé {WORD}", f"{WORD}@c.example")
TO_THEM = Recipients(to=(ADDRESS,), cc=(ParsedAddress("", f"{WORD}@work.example"),))
OTHER = replace(ZOE, id="max", number=1_000_002, name="Max", addresses=("max@c.example",))
LATER = NOW + 600


async def dump(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Give every row of every table."""
    tables = METADATA.sorted_tables
    names = {table.name: [column.name for column in table.c] for table in tables}
    rows = await database.read(
        lambda tx: {table.name: tx.all(Statement(select(*table.c))) for table in tables}
    )
    return {
        name: [dict(zip(names[name], row, strict=True)) for row in some]
        for name, some in rows.items()
    }


async def told(database: Database) -> list[str]:
    """Say where the word stands."""
    return [
        f"{table}.{column}"
        for table, rows in (await dump(database)).items()
        for row in rows
        for column, value in row.items()
        if isinstance(value, str) and WORD in value
    ]


@pytest.fixture
async def rows(database: Database, tmp_path: Path) -> MailRows:
    """Keep a customer of whom every column tells that can, and somebody else."""
    rows = MailRows(database, tmp_path)
    taken = await rows.take(envelope_from=f"{WORD}@c.example")
    await rows.mails.postpone(taken.id, f"KeyError: {WORD}")
    theirs = incoming(
        id="letter",
        message_id=f"<{WORD}@c.example>",
        in_reply_to=f"<0.{WORD}@c.example>",
        references=(f"<0.{WORD}@c.example>",),
        sender=ADDRESS,
        recipients=replace(TO_THEM, cc=(ParsedAddress(WORD, "x@y.example"),)),
        subject=WORD,
        text=WORD,
        quoted=WORD,
        html=WORD,
        fingerprint="f" * 64,
        blob=taken.blob,
    )
    attached = MailFile(
        id="letter.0000",
        case_id=CASE.id,
        mail_id="letter",
        name=f"{WORD}.png",
        type="image/png",
        size_bytes=5,
        blob=await rows.blob(),
        content_id=WORD,
    )
    theirs = replace(theirs, files=(attached,))
    case = replace(CASE, subject=WORD)
    people = frozenset(THEM.addresses)
    await rows.mails.put_by(
        await rows.filed(taken, mail=theirs, case=case, customer=THEM, participants=people)
    )
    again = await rows.take(envelope_from=f"{WORD}@c.example")
    await rows.mails.second_delivery(again.id, theirs.id)
    max_case = replace(CASE, id="other", number=1_002, subject="Chair", customer_id=OTHER.id)
    taken = await rows.take()
    await rows.mails.put_by(
        await rows.filed(
            taken,
            mail=incoming(
                id="chair",
                case_id="other",
                message_id="<9@c.example>",
                text="A chair.",
                blob=taken.blob,
            ),
            case=max_case,
            customer=OTHER,
            participants=frozenset(OTHER.addresses),
        )
    )
    return rows


async def answer(rows: MailRows, **more: Any) -> Any:
    """Put an answer to them into the outbox."""
    kept = await rows.drafts.save_draft(
        draft(id="sent", html=WORD, subject=WORD, recipients=TO_THEM), seen_rev=0
    )
    assert kept is not None
    deliveries = tuple(Delivery(address=each, state="queued") for each in TO_THEM.addresses)
    mail = outgoing(
        subject=WORD, text=WORD, html=WORD, recipients=TO_THEM, deliveries=deliveries, **more
    )
    return await rows.drafts.send(kept, mail, "mail:answer")


async def erase(rows: MailRows) -> Erasure:
    return await Erasures(rows.database).erase(THEM.id, "dora", LATER)


async def test_nothing_of_theirs_is_left_in_any_table(rows: MailRows):
    """Every table is looked through, also those that come after this test was written."""
    uploaded = await rows.file(f"{WORD}.pdf", uploaded_by="alice")
    await answer(rows, files=(uploaded,))
    await rows.drafts.save_draft(draft(html=WORD, recipients=TO_THEM), seen_rev=0)
    [posted] = await rows.drafts.lease(NOW + 60, seconds(60), 10)
    refusal = f"<{WORD}@c.example>: 550 no such user"
    await rows.drafts.put_off(posted, posted.mail, NOW + 120, refusal)
    assert set(await told(rows.database)) >= {"mails.text", "outbox.error", "customers.name"}

    await erase(rows)

    assert await told(rows.database) == []


async def test_what_was_said_by_itself_is_forgotten_too(rows: MailRows):
    """An acknowledgement holds the address and the subject, before it left and after."""
    letters = Letters(rows.database, "one process")
    for key in ("left", "waiting"):
        letter = Letter(key=key, to=(f"{WORD}@c.example",), subject=WORD, text=WORD)
        await rows.database.write(letters.post(letter, NOW))
        if key == "left":
            await letters.lease(NOW, seconds(60), 10)
            await letters.finish("left", NOW, f"{WORD}@c.example: 550")
    other = Letter(key="other", to=("max@c.example",), subject="Chair", text="It has come.")
    await rows.database.write(letters.post(other, NOW))

    await erase(rows)

    assert await told(rows.database) == []
    assert [each.letter.to for each in await letters.lease(LATER, seconds(60), 10)] == [
        ("max@c.example",)
    ]


async def test_letters_to_addresses_that_hold_theirs_still_leave(rows: MailRows):
    """An address is part of longer ones, which are other people's."""
    letters = Letters(rows.database, "one process")
    to = {
        "longer": (f"jo{WORD}@c.example", "Dear customer"),
        "dotted": (f"jo.{WORD}@c.example", "Dear customer"),
        "deeper": (f"{WORD}@c.example.org", "Dear customer"),
        "theirs": (f"{WORD.upper()}@C.example", "Dear customer"),
        "about": ("dora@shop.example", f"They wrote:\n{WORD}@c.example."),
        "numbered": ("dora@shop.example", f"Re: [#{CASE.number}] Lamp"),
    }
    for key, (address, text) in to.items():
        letter = Letter(key=key, to=(address,), subject="Hello", text=text)
        await rows.database.write(letters.post(letter, NOW))

    await erase(rows)

    left = [each.id for each in await letters.lease(LATER, seconds(60), 10)]
    assert sorted(left) == ["deeper", "dotted", "longer"]


async def test_their_words_in_somebody_else_s_case_go_as_well(rows: MailRows):
    """Whoever was in copy has written there, and may no more without being known again."""
    taken = await rows.take(envelope_from=f"{WORD}@c.example")
    await rows.mails.put_by(
        await rows.filed(
            taken,
            mail=incoming(
                id="copy",
                case_id="other",
                sender=ParsedAddress(WORD, f"{WORD.upper()}@C.example"),
                subject=WORD,
                text=WORD,
                blob=taken.blob,
            ),
            case=replace(CASE, id="other"),
            new_case=False,
            customer=None,
            participants=frozenset(THEM.addresses),
        )
    )

    assert (await erase(rows)).others == {"other"}

    assert await told(rows.database) == []
    found = await rows.drafts.case_file("other")
    assert found is not None
    assert (found.customer.name, found.mails[0].text) == ("Max", "A chair.")


async def test_nothing_goes_while_a_mail_of_others_is_shown_with_theirs(rows: MailRows):
    """However many merges lie in between: an agent has their case before them."""
    chain = (replace(CASE, id=f"max-{n}", number=2_000 + n, customer_id=OTHER.id) for n in (1, 2))
    await keep(rows.database, *chain)
    place: dict[str, Value] = {"medium": "email", "queue_id": "q", "priority": 0, "number": None}
    times: dict[str, Value] = {"entered_at": NOW, "ended_at": None, "state": "waiting"}
    waits = insert_into(interactions)
    await rows.database.write(lambda tx: tx.execute(waits, id="waits", **place, **times))
    taken = await rows.take()
    mail = incoming(id="deep", case_id="max-2", interaction_id="waits", message_id="<8@c.example>")
    await rows.mails.put_by(
        await rows.filed(
            taken, mail=mail, case=replace(CASE, id="max-2"), new_case=False, customer=None
        )
    )
    merges = CaseMerges(rows.database)
    for each, into in (("max-2", "max-1"), ("max-1", CASE.id)):
        assert not isinstance(await merges.merge(each, into, NOW), str)
    with pytest.raises(Refusal, match="conflict"):
        await erase(rows)


async def test_bodies_are_released_and_gone_a_day_later(rows: MailRows):
    """Those that nobody else holds: Max's letter stays readable."""
    uploaded = await rows.file(f"{WORD}.pdf", uploaded_by="alice")
    await answer(rows, files=(uploaded,))
    before = await dump(rows.database)
    max_mail = next(row for row in before["mails"] if row["id"] == "chair")

    await erase(rows)

    removed = await rows.blobs.remove_unreferenced(LATER + 2 * KEPT_UNREFERENCED)
    left = {row["id"] for row in (await dump(rows.database))["blobs"]}
    assert max_mail["blob"] in left
    assert len(left) + removed == len(before["blobs"])
    # Two of intakes, of which one is its mail's too; one of a file; one of an upload.
    assert removed == 4
    assert await rows.blobs.read(max_mail["blob"]) == b"Hello"


async def test_what_stays_is_the_company_s_own(rows: MailRows):
    """Numbers, times, states, who worked on it; that nobody finds a case in which nothing is."""
    await answer(rows)
    await erase(rows)

    left = await dump(rows.database)
    [case] = [row for row in left["cases"] if row["id"] == CASE.id]
    assert (case["number"], case["opened_at"], case["deleted_at"]) == (CASE.number, NOW, LATER)
    assert [
        (row["direction"], row["at"], row["state"], row["agent_id"])
        for row in left["mails"]
        if row["case_id"] == CASE.id
    ] == [("in", NOW, None, None), ("out", NOW + 60, "failed", "alice")]
    assert (left["drafts"], left["mail_files"]) == ([], [])
    assert await rows.drafts.case_file(CASE.id) is None
    await erase(rows)
    assert await dump(rows.database) == left
    assert await rows.mails.last_numbers() == (OTHER.number, 1_002)


async def test_what_is_in_hand_writes_nothing_back(rows: MailRows):
    """A send under way, a draft on a screen, a report that comes late, a resend: all too late."""
    mail = await answer(rows)
    [posted] = await rows.drafts.lease(NOW + 60, seconds(60), 10)
    kept = await rows.drafts.save_draft(draft(html=WORD, recipients=TO_THEM), seen_rev=0)
    assert kept is not None
    await erase(rows)

    failed = replace(mail, state="failed", deliveries=(Delivery(address=WORD, state="failed"),))
    assert not await rows.drafts.begin(mail)
    await rows.mails.report(failed)
    await rows.drafts.settle(failed, task="mail:answer:again", at=LATER)
    await rows.drafts.put_off(posted, failed, LATER, f"550 {WORD}")
    assert await rows.drafts.save_draft(kept, seen_rev=kept.rev) is None
    unsent = outgoing(id="late", text=WORD, recipients=TO_THEM)
    assert await rows.drafts.send(kept, unsent, "mail:late") is None

    assert await told(rows.database) == []
    assert await rows.drafts.lease(LATER + seconds(600), seconds(60), 10) == []


async def test_a_message_in_hand_begins_anew(rows: MailRows):
    """What was looked up before the erasure is not written after it, and a reply opens nothing."""
    mail = await answer(rows)
    question = Question(
        sender=f"{WORD}@c.example",
        message_id="<3@c.example>",
        fingerprint="3" * 64,
        answers=(mail.message_id,),
        proven_numbers=(CASE.number,),
        named_numbers=(CASE.number,),
    )
    assert [each.case.id for each in (await rows.mails.look_up(question)).matches] == [CASE.id]
    taken = await rows.take(envelope_from="")
    filed = await rows.filed(
        taken, mail=incoming(id="late", text=WORD), new_case=False, customer=None
    )
    await erase(rows)

    with pytest.raises(ForgottenMeanwhile):
        await rows.mails.put_by(filed)
    evidence = await rows.mails.look_up(question)

    assert (evidence.matches, evidence.customer) == ((), None)
    assert [each.id for each in await rows.mails.waiting(10)] == [taken.id]
    assert await told(rows.database) == []


async def test_a_letter_that_comes_again_stays_out(rows: MailRows):
    """Fetched anew it is known by its fingerprint; its body is let go at once."""
    await erase(rows)
    question = Question(
        sender=f"{WORD}@c.example",
        message_id=f"<{WORD}@c.example>",
        fingerprint="f" * 64,
        answers=(),
        proven_numbers=(),
        named_numbers=(),
    )
    evidence = await rows.mails.look_up(question)
    assert evidence.same == "letter"
    again = await rows.take(envelope_from=f"{WORD}@c.example")

    await rows.mails.second_delivery(again.id, "letter")

    assert await told(rows.database) == []
    assert await rows.mails.waiting(10) == []
    await rows.blobs.remove_unreferenced(LATER + 2 * KEPT_UNREFERENCED)
    left = {row["id"] for row in (await dump(rows.database))["blobs"]}
    assert again.blob not in left
