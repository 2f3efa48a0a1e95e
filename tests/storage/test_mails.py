"""The store of the mail channel keeps its promises on every database."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from channels.email.loops import Kind
from channels.email.parse.parsed import ParsedAddress
from channels.email.ports import PREVIEW_CHARS, Question
from channels.email.values import Delivery, MailFile, Recipients
from router import decisions as d
from router.history import Record
from router.inputs import ClockReached
from router.lifecycle import Medium
from storage.blobs import KEPT_UNREFERENCED
from storage.database import Database
from storage.mails import AlreadyFiled
from storage.projection import project
from tests.kit.mail_rows import CASE, NOW, ZOE, MailRows, incoming

QUEUED = d.Queued(
    interaction="i2", medium=Medium.EMAIL, queue="q", priority=0, entered_at=NOW, order=1
)


@pytest.fixture
def rows(database: Database, tmp_path: Path) -> MailRows:
    return MailRows(database, tmp_path)


def question(**more: Any) -> Question:
    return Question(
        **{
            "sender": "zoe@c.example",
            "message_id": "<new@c.example>",
            "fingerprint": "new",
            "answers": (),
            "proven_numbers": (),
            "named_numbers": (),
            **more,
        }
    )


async def test_a_mail_comes_back_as_it_was_kept(rows: MailRows):
    """Every field, whatever writing its words are in."""
    taken = await rows.take()
    mail = incoming(
        in_reply_to="<0@c.example>",
        references=("<a@b>", "<0@c.example>"),
        sender=ParsedAddress("Зоя «Z» 🦊", "zoe@c.example"),
        recipients=Recipients(
            to=(ParsedAddress("", "support@shop.example"),), cc=(ParsedAddress("שלום", "x@y"),)
        ),
        reply_to=(ParsedAddress("Zoé at home", "home@c.example"),),
        subject="灯 \u202bשלום\u202c",
        text="tab\tand\nline \U0001f9ca",
        quoted="> before",
        html="<p>&#0;\r\n</p>",
        kind=Kind.LIST,
        flags=("stranger",),
        blob=taken.blob,
        size_bytes=2**40,
        fingerprint="f",
        files=(
            MailFile(
                id="mail.0000",
                case_id=CASE.id,
                mail_id="mail",
                name="ü.pdf",
                type="application/pdf",
                size_bytes=5,
                blob=await rows.blob(),
                content_id="a@b",
                inline=True,
                damaged=True,
            ),
        ),
    )
    await rows.mails.put_by(await rows.filed(taken, mail=mail))

    assert await rows.drafts.mail("mail") == mail
    assert await rows.drafts.file("mail.0000") == mail.files[0]
    assert await rows.mails.customer("zoe") == ZOE
    assert await rows.mails.last_numbers() == (ZOE.number, CASE.number)
    with pytest.raises(LookupError):
        await rows.mails.customer("nobody")


async def test_a_message_is_filed_once(rows: MailRows):
    """EIN-004: a second filing is undone as a whole, case and customer included."""
    taken = await rows.take()
    await rows.mails.put_by(await rows.filed(taken))
    again = await rows.filed(
        taken,
        mail=incoming(id="again"),
        case=replace(CASE, id="k2", number=1_002),
        customer=replace(ZOE, id="z2", number=1_000_002),
    )

    with pytest.raises(AlreadyFiled):
        await rows.mails.put_by(again)
    with pytest.raises(AlreadyFiled):
        await rows.database.write(rows.mails.file(again))

    assert await rows.mails.last_numbers() == (ZOE.number, CASE.number)
    assert await rows.drafts.mail("again") is None
    assert await rows.mails.waiting(10) == []


async def test_who_fails_waits_behind_who_has_not_been_tried(rows: MailRows):
    """One bad message never keeps the others; its error may quote what no database takes."""
    first, second = await rows.take(), await rows.take()
    await rows.mails.postpone(first.id, "KeyError: \ud800 \x00 " + "x" * 5_000)

    waiting = await rows.mails.waiting(10)

    assert [(each.id, each.attempts) for each in waiting] == [(second.id, 0), (first.id, 1)]
    assert [each.id for each in await rows.mails.waiting(1)] == [second.id]


async def test_it_is_known_what_a_message_may_belong_to(rows: MailRows):
    """Ours by number, theirs by Message-ID, by the subject last; each once, the surest first."""
    mail = await rows.fill()
    other = replace(CASE, id="k2", number=1_002)
    taken = await rows.take()
    await rows.mails.put_by(
        await rows.filed(
            taken,
            case=other,
            customer=None,
            mail=incoming(id="m2", case_id="k2", message_id="<m2@c.example>", fingerprint="known"),
            participants=frozenset({"max@c.example"}),
        )
    )

    found = await rows.mails.look_up(
        question(
            answers=("<unknown@c>", "<m2@c.example>"),
            proven_numbers=(CASE.number, 4_711),
            named_numbers=(CASE.number, other.number, 4_711),
        )
    )
    assert [(each.case.id, each.proven) for each in found.matches] == [
        ("case", True),
        ("k2", False),
    ]
    assert found.matches[1].participants == {"max@c.example"}
    assert found.customer == ZOE
    assert (found.same, found.reused) == (None, False)

    again = await rows.mails.look_up(question(fingerprint="known", message_id=mail.message_id))
    reused = await rows.mails.look_up(question(message_id=mail.message_id))
    assert (again.same, again.reused) == ("m2", False)
    assert (reused.same, reused.reused) == (None, True)


@pytest.mark.parametrize("sender", ["", "ZOE@C.EXAMPLE", "zoe@c.example "])
async def test_nobody_is_somebody_only_by_an_address(rows: MailRows, sender: str):
    """EIN-008: in whatever case it is written; a message without a sender is nobody's."""
    await rows.fill()
    found = await rows.mails.look_up(question(sender=sender))

    assert (found.customer == ZOE) is bool(sender)


async def test_an_address_stays_with_whom_it_came_first(rows: MailRows):
    """Two customers never share one."""
    await rows.fill()
    twin = replace(ZOE, id="z2", number=1_000_002, addresses=("zoe@c.example", "z2@c.example"))
    await rows.mails.put_by(
        await rows.filed(
            await rows.take(),
            mail=incoming(id="m2", case_id="k2"),
            case=replace(CASE, id="k2", number=1_002, customer_id="z2"),
            customer=twin,
        )
    )

    assert (await rows.mails.customer("z2")).addresses == ("z2@c.example",)
    assert (await rows.mails.look_up(question())).customer == ZOE


async def test_only_our_own_mail_is_reported_on(rows: MailRows):
    """A forged report that names a customer's letter turns nothing."""
    theirs = await rows.fill()
    ours = await rows.post()

    found = await rows.mails.look_up(question(reports_on=ours.message_id))
    forged = await rows.mails.look_up(question(reports_on=theirs.message_id))

    assert found.reported is not None
    assert (found.reported.id, forged.reported) == (ours.id, None)
    turned = replace(
        ours,
        state="failed",
        deliveries=(Delivery(address="zoe@c.example", state="failed", detail="5.1.1"),),
    )
    await rows.mails.report(turned)
    assert await rows.drafts.mail(ours.id) == turned


async def test_live_mails_come_back_after_a_restart(rows: MailRows):
    """With case and customer, whether something was there before, the beginning of the text."""
    await rows.fill()
    taken = await rows.take()
    mail = incoming(
        id="m2", message_id="<m2@c>", interaction_id="i2", at=NOW, text="ü" * 9_000, html="<p>"
    )
    # At the same instant the ids decide, as they do in the thread.
    await rows.mails.put_by(
        await rows.filed(taken, mail=replace(mail, id="z"), new_case=False, customer=None)
    )

    record = Record(n=1, at=NOW, input=ClockReached(), decisions=(QUEUED,))

    assert await rows.mails.live("", 10) == []
    await rows.database.write(lambda tx: project(tx, record))
    (live,) = await rows.mails.live("", 10)
    assert live.mail.interaction_id == "i2"
    assert await rows.mails.live("i2", 10) == [], "those after the last one that was given"
    assert (live.mail.id, live.case.id, live.customer, live.follow_up) == ("z", "case", ZOE, True)
    assert (live.mail.text, live.mail.html) == ("ü" * PREVIEW_CHARS, "")
    assert await rows.mails.count_intakes() == 1


async def test_what_another_medium_has_taken_is_forgotten_here(rows: MailRows):
    """How long a recording is kept is for voicemail to say, and not for the mail it came in."""
    taken = await rows.take()

    await rows.mails.claimed(taken.id)
    await rows.mails.claimed(taken.id)

    assert await rows.mails.waiting(10) == []
    await rows.blobs.remove_unreferenced(taken.received_at + 2 * KEPT_UNREFERENCED)
    with pytest.raises(FileNotFoundError):
        await rows.blobs.read(taken.blob)
