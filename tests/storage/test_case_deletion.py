"""A case that was deleted is gone from every table, on each kind of database."""

from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from channels.contract import Letter
from channels.email.ports import Question
from channels.email.refusal import Refusal
from channels.email.values import Delivery, Mail
from crm.notices import Notice
from crm.tasks import Task
from router.ids import seconds
from storage.blobs import KEPT_UNREFERENCED
from storage.case_deletion import CaseDeletions
from storage.case_merges import CaseMerges
from storage.case_search import CaseSearch
from storage.case_search import Wanted as WantedCases
from storage.customers import Customers
from storage.database import Database
from storage.letters import Letters
from storage.mails import ForgottenMeanwhile
from storage.notices import Notices
from storage.schema import METADATA, interactions
from storage.security_log import newest_security_events
from storage.sql import Statement, insert_into
from storage.tasks import Tasks
from storage.transaction import Row, Transaction, Value
from tests.kit.mail_rows import CASE, NOW, MailRows, draft, incoming, outgoing

WORD = "s3cret"
LATER = NOW + 600
QUESTION = Question(
    sender="zoe@c.example",
    message_id="<8@c.example>",
    fingerprint="8" * 64,
    answers=("<2@shop.example>", f"<{WORD}@c.example>"),
    proven_numbers=(CASE.number,),
    named_numbers=(CASE.number,),
)


def _all(everything: Statement, tx: Transaction) -> list[Row]:
    return tx.all(everything)


async def told(database: Database) -> list[str]:
    """Say where the word stands."""
    found = []
    for table in METADATA.sorted_tables:
        everything = Statement(select(*table.c))
        rows = await database.read(partial(_all, everything))
        found += [table.name for row in rows if WORD in repr(row)]
    return found


@pytest.fixture
async def rows(database: Database, tmp_path: Path) -> MailRows:
    """Keep a case of which every column tells that can, and a second case merged into it."""
    rows = MailRows(database, tmp_path)
    taken = await rows.take(envelope_from=f"{WORD}@c.example")
    mail = incoming(
        message_id=f"<{WORD}@c.example>",
        subject=WORD,
        text=WORD,
        html=WORD,
        fingerprint="f" * 64,
        blob=taken.blob,
    )
    await rows.mails.put_by(await rows.filed(taken, mail=mail, case=replace(CASE, subject=WORD)))
    await rows.file(f"{WORD}.png", mail_id=mail.id)
    taken = await rows.take()
    other = replace(CASE, id="other", number=1_002, subject=WORD)
    await rows.mails.put_by(
        await rows.filed(
            taken,
            mail=incoming(id="second", case_id="other", text=WORD, blob=taken.blob),
            case=other,
            customer=None,
        )
    )
    await CaseMerges(database).merge("other", CASE.id, NOW)
    return rows


async def answer(rows: MailRows) -> Mail:
    """Put an answer into the outbox."""
    kept = await rows.drafts.save_draft(draft(id="sent", html=WORD), seen_rev=0)
    assert kept is not None
    deliveries = (Delivery(address="zoe@c.example", state="queued", detail=WORD),)
    mail = outgoing(text=WORD, html=WORD, deliveries=deliveries)
    sent = await rows.drafts.send(kept, mail, "mail:answer")
    assert sent is not None
    return sent


async def delete(rows: MailRows, case_id: str = CASE.id) -> str | None:
    return await CaseDeletions(rows.database).delete(case_id, "alice", LATER)


async def test_nothing_written_in_it_is_left_but_its_number(rows: MailRows):
    """CRM-004: mails, files, drafts, notices, letters; what was merged into it goes along."""
    database = rows.database
    mail = await answer(rows)
    [posted] = await rows.drafts.lease(NOW + 60, seconds(60), 10)
    await rows.drafts.finish(posted, replace(mail, state="accepted"), NOW + 61, f"{WORD}: 550")
    await rows.drafts.save_draft(draft(html=WORD), seen_rev=0)
    await rows.file(f"{WORD}.pdf", uploaded_by="alice")
    notice = Notice(
        id="n.bruno", agent_id="bruno", case_id=CASE.id, sent_by="alice", text=WORD, at=NOW
    )
    letters = Letters(database, "one process")
    said = [
        Letter(key="notice:n.bruno", to=("b@x.example",), subject=WORD, text=WORD),
        Letter(key="ack:1", to=("zoe@c.example",), subject=f"Re: {WORD} [#1002]", text="Thanks"),
    ]
    await Notices(database).keep([notice], [letters.post(each, NOW) for each in said])
    task = Task(
        id="t",
        number=1,
        title="Call",
        case_id=CASE.id,
        created_by="a",
        created_at=NOW,
        changed_at=NOW,
    )
    await Tasks(database).create(task)
    blobs = await database.read(lambda tx: tx.all(Statement(select(METADATA.tables["blobs"].c.id))))

    assert await delete(rows) is None

    assert await told(database) == []
    for case_id in (CASE.id, "other"):
        assert await rows.drafts.case_file(case_id) is None
    assert await CaseSearch(database).find(WantedCases()) == []
    assert (await Customers(database).file("zoe")).cases == ()
    assert await Notices(database).waiting("bruno", 10) == []
    assert (await Tasks(database).line("t")).task.case_id is None
    assert await rows.mails.last_numbers() == (1_000_001, 1_002)
    removed = await rows.blobs.remove_unreferenced(LATER + 2 * KEPT_UNREFERENCED)
    assert removed == len(blobs)
    [(_, event)] = await database.read(lambda tx: newest_security_events(tx, 1))
    assert (event.actor, event.action, event.subject) == ("alice", "case_deleted", "case:case")
    assert event.details == {"number": 1_001, "merged": 1}
    assert await delete(rows) == "not_found"


async def test_whoever_writes_again_begins_anew(rows: MailRows):
    """Neither a number, proven or named, nor an answer leads there; nor does what was in hand."""
    await answer(rows)
    taken = await rows.take()
    late = await rows.filed(taken, mail=incoming(id="late"), new_case=False, customer=None)
    kept = await rows.drafts.save_draft(draft(html="Hello"), seen_rev=0)
    assert kept is not None
    assert (await rows.mails.look_up(QUESTION)).matches
    await rows.mails.report(outgoing(state="failed"))
    assert await delete(rows) is None

    assert (await rows.mails.look_up(QUESTION)).matches == ()
    with pytest.raises(ForgottenMeanwhile):
        await rows.mails.put_by(late)
    assert await rows.drafts.save_draft(kept, seen_rev=kept.rev) is None
    assert await rows.drafts.save_draft(draft(id="new"), seen_rev=0) is None
    with pytest.raises(Refusal, match="not_found"):
        await rows.file("late.png")
    notice = Notice(id="n", agent_id="bruno", case_id=CASE.id, sent_by="a", text="", at=NOW)
    assert await Notices(rows.database).keep([notice], []) is None
    same = await rows.mails.look_up(replace(QUESTION, fingerprint="f" * 64))
    assert same.same == "mail"


async def test_mail_in_hand_keeps_its_case(rows: MailRows):
    """Waiting, worked on, on its way out; and of merged cases the one that goes on is deleted."""
    assert await delete(rows, "other") == "merged"
    mail = await answer(rows)
    assert await delete(rows) == "on_its_way"
    await rows.mails.report(replace(mail, state="failed"))
    taken = await rows.take()
    follow_up = incoming(id="third", case_id="other", interaction_id="i", blob=taken.blob)
    await rows.mails.put_by(
        await rows.filed(taken, mail=follow_up, case=CASE, new_case=False, customer=None)
    )
    interaction: dict[str, Value] = {
        "id": "i",
        "number": None,
        "medium": "email",
        "queue_id": "q",
        "state": "waiting",
        "priority": 0,
        "entered_at": NOW,
        "ended_at": None,
    }
    add = insert_into(interactions)
    await rows.database.write(lambda tx: tx.execute(add, **interaction))
    assert await delete(rows) == "in_hand"
    assert await rows.drafts.case_file(CASE.id) is not None
