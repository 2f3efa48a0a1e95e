"""Drafts are kept, sent once, and worked on under leases, on every database."""

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from channels.email.parse.parsed import ParsedAddress
from channels.email.values import Delivery, DeliveryState, Draft, Mail, MailFile, Recipients
from router.ids import seconds
from storage.blobs import KEPT_UNREFERENCED
from storage.cases import participants_of
from storage.database import Database
from storage.drafts import Drafts
from tests.kit.mail_rows import CASE, NOW, ZOE, MailRows, draft, outgoing

LEASE = seconds(60)


@pytest.fixture
async def rows(database: Database, tmp_path: Path) -> MailRows:
    rows = MailRows(database, tmp_path)
    await rows.fill()
    return rows


async def test_a_draft_is_kept_under_the_revision_that_was_seen(rows: MailRows):
    """ERP-014: two windows, one wins; nothing is overwritten unseen."""
    first = await rows.drafts.save_draft(draft(html="ü \U0001f9ca"), seen_rev=0)
    assert first == draft(html="ü \U0001f9ca", rev=1)
    assert await rows.drafts.save_draft(draft(html="other"), seen_rev=0) is None
    assert await rows.drafts.save_draft(draft(html="other"), seen_rev=7) is None
    second = await rows.drafts.save_draft(draft(html="more"), seen_rev=1)

    assert await rows.drafts.draft("draft") == second == draft(html="more", rev=2)
    assert await rows.drafts.draft("another") is None


async def test_a_case_comes_with_everything_in_it(rows: MailRows):
    """The mails by time, what is being written, what was uploaded; the case it is linked to."""
    kept = await rows.drafts.save_draft(draft(), seen_rev=0)
    uploaded = await rows.file("lamp.png", uploaded_by="alice")
    mail = await rows.post(id="sent")
    linked = replace(CASE, id="k2", number=1_002, linked_to=CASE.id)
    await rows.mails.put_by(
        await rows.filed(
            await rows.take(),
            case=linked,
            customer=None,
            mail=replace(mail, id="m2", case_id="k2", direction="in", state=None, deliveries=()),
        )
    )

    file = await rows.drafts.case_file(CASE.id)
    assert file is not None
    assert (file.customer, file.linked_to) == (ZOE, None)
    assert [each.direction for each in file.mails] == ["in", "out"]
    assert (file.drafts, file.files) == ((kept,), (uploaded,))
    other = await rows.drafts.case_file("k2")
    assert other is not None
    assert other.linked_to is not None
    assert (other.linked_to.id, other.drafts, other.files) == (CASE.id, (), ())
    assert await rows.drafts.case_file("nothing") is None


async def test_a_draft_is_sent_once(rows: MailRows):
    """ERP-015: two clicks at once are one mail; what came too late is told which it is."""
    kept = await rows.drafts.save_draft(draft(), seen_rev=0)
    assert kept is not None
    sent = await asyncio.gather(
        *(rows.drafts.send(kept, outgoing(id=f"try-{n}"), f"mail:try-{n}") for n in range(3))
    )

    assert len({mail.id for mail in sent if mail is not None}) == 1
    leased = await rows.drafts.lease(NOW + 60, LEASE, 10)
    assert [posted.mail for posted in leased] == [sent[0]]
    assert await rows.drafts.save_draft(kept, seen_rev=kept.rev) is None
    await rows.drafts.discard_draft("draft", 0)
    assert await rows.drafts.draft("draft") == replace(kept, sent_as="try-0")
    file = await rows.drafts.case_file(CASE.id)
    assert file is not None
    assert file.drafts == ()
    assert file.case.changed_at == NOW + 60


async def test_what_was_changed_or_thrown_away_meanwhile_is_not_sent(rows: MailRows):
    """The words that leave are those that were read for it."""
    kept = await rows.drafts.save_draft(draft(), seen_rev=0)
    assert kept is not None
    await rows.drafts.save_draft(draft(html="not this"), seen_rev=1)
    assert await rows.drafts.send(kept, outgoing(), "mail:answer") is None
    await rows.drafts.discard_draft("draft", 0)
    assert await rows.drafts.send(kept, outgoing(), "mail:answer") is None

    assert await rows.drafts.mail("answer") is None
    assert await rows.drafts.lease(NOW + 60, LEASE, 10) == []


async def test_whom_we_write_to_may_write_into_the_case(rows: MailRows):
    """Whoever an agent puts in copy takes part from then on."""
    to = Recipients(to=(ParsedAddress("", "Max@C.example"),), bcc=(ParsedAddress("", "b@c"),))
    kept = await rows.drafts.save_draft(draft(), seen_rev=0)
    assert kept is not None
    await rows.drafts.send(kept, outgoing(recipients=to), "mail:answer")

    found = await rows.database.read(lambda tx: participants_of(tx, CASE.id))
    assert found == {"zoe@c.example", "max@c.example", "b@c"}


async def test_a_file_may_go_out_twice(rows: MailRows):
    """ERP-012: each mail has a row of its own; the bytes are shared."""
    file = await rows.file()
    sent = [
        await rows.drafts.send(
            await saved(rows, name), outgoing(id=name, files=(file, file)), f"mail:{name}"
        )
        for name in ("a", "b")
    ]
    assert all(sent)
    kept: list[MailFile] = []
    for name in ("a", "b"):
        mail = await rows.drafts.mail(name)
        assert mail is not None
        kept += mail.files
    assert [each.id for each in kept] == ["a.0000", "a.0001", "b.0000", "b.0001"]
    assert {each.blob for each in kept} == {file.blob}
    assert await rows.blobs.remove_unreferenced(NOW + 2 * KEPT_UNREFERENCED) == 0


async def saved(rows: MailRows, name: str) -> Draft:
    kept = await rows.drafts.save_draft(draft(id=name), seen_rev=0)
    assert kept is not None
    return kept


async def test_mails_that_are_due_go_to_one_process(rows: MailRows):
    """Who dies leaves them to others when the lease is over; who was too slow writes nothing."""
    mail = await rows.post()
    other = Drafts(rows.database, "another process")
    assert await other.lease(NOW + 59, LEASE, 10) == []
    [mine] = await rows.drafts.lease(NOW + 60, LEASE, 10)
    assert (mine.mail, mine.attempts, mine.since) == (mail, 1, NOW + 60)
    assert await other.lease(NOW + 60 + LEASE - 1, LEASE, 10) == []
    [theirs] = await other.lease(NOW + 60 + LEASE, LEASE, 10)
    assert (theirs.task, theirs.attempts) == (mine.task, 2)

    accepted = stands(mail, "accepted")
    await rows.drafts.finish(mine, stands(mail, "failed"), NOW + LEASE, "late")
    await rows.drafts.put_off(mine, stands(mail, "delayed"), NOW, "late")
    await other.finish(theirs, accepted, NOW + LEASE, None)

    assert await rows.drafts.mail(mail.id) == accepted
    assert await other.lease(NOW + 10 * LEASE, LEASE, 10) == []


async def test_a_mail_is_put_off_begun_and_settled(rows: MailRows):
    """Its state is written with its task: due again, over, once more because an agent says so."""
    mail = await rows.post()
    [posted] = await rows.drafts.lease(NOW + 60, LEASE, 10)
    assert await rows.drafts.begin(stands(mail, "sending"))
    assert (await rows.drafts.mail(mail.id)) == stands(mail, "sending")
    await rows.drafts.put_off(posted, stands(mail, "delayed"), NOW + LEASE, "451")
    assert await rows.drafts.lease(NOW + LEASE - 1, LEASE, 10) == []
    [posted] = await rows.drafts.lease(NOW + LEASE, LEASE, 10)
    assert (posted.mail.state, posted.attempts) == ("delayed", 2)
    await rows.drafts.finish(posted, stands(mail, "possibly_sent"), NOW + LEASE, "no answer")
    assert await rows.drafts.lease(NOW + 9 * LEASE, LEASE, 10) == []

    await rows.drafts.settle(stands(mail, "accepted"), task=None, at=NOW + 2 * LEASE)
    assert await rows.drafts.lease(NOW + 9 * LEASE, LEASE, 10) == []
    for _ in range(2):
        again = stands(mail, "queued")
        await rows.drafts.settle(again, task=f"mail:{mail.id}:again", at=NOW + 3 * LEASE)
    [posted] = await rows.drafts.lease(NOW + 3 * LEASE, LEASE, 10)
    assert (posted.mail.state, posted.attempts, posted.since) == ("queued", 1, NOW + 3 * LEASE)


def stands(mail: Mail, state: DeliveryState) -> Mail:
    """Give the mail as it stands for all of its recipients."""
    deliveries = tuple(Delivery(address=each.address, state=state) for each in mail.deliveries)
    return replace(mail, state=state, deliveries=deliveries)
