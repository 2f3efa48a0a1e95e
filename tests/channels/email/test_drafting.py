"""A draft is sent once, as it stands, however long its words take to clean."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from msgspec.structs import replace

from channels.email.drafting import CaseFile, Drafting
from channels.email.mail_body import MailBody, Written, body_of
from channels.email.message_ids import MessageIds
from channels.email.parse.parsed import ParsedAddress
from channels.email.ports import MailboxInForce
from channels.email.refusal import Refusal
from channels.email.values import Draft, Mail, MailFile, Recipients
from crm.records import Case, CaseId, Customer

AT = 1_800_000_000_000_000
CASE = Case(
    id="c7",
    number=7,
    subject="Where is it?",
    customer_id="k1",
    queue_id="q1",
    mailbox="support",
    opened_at=AT,
    changed_at=AT,
)
DRAFT = Draft(
    id="d1",
    case_id="c7",
    agent_id="a1",
    kind="follow_up",
    sender=None,
    recipients=Recipients(to=(ParsedAddress("", "zoe@customer.example"),)),
    subject="",
    html="<p>It comes <b>today</b>.</p>",
    files=(),
    rev=1,
    saved_at=AT,
)


@dataclass
class Shelf:
    """Keeps one draft as the real store does, and counts what leaves."""

    held: Draft | None = DRAFT
    sent: list[Mail] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)

    async def case_file(self, case_id: str) -> CaseFile | None:
        """Give the only case."""
        return CaseFile(
            case=CASE,
            customer=Customer(id="k1", number=1, name="Zoé", created_at=AT),
            linked_to=None,
            members=frozenset({CASE.id}),
            mails=(),
            drafts=(),
            files=(),
        )

    async def draft(self, draft_id: str) -> Draft | None:
        """Give the draft as it is now."""
        return self.held

    async def save_draft(self, draft: Draft, *, seen_rev: int) -> Draft | None:
        """Keep a newer form of the draft."""
        if self.held is None or self.held.rev != seen_rev or self.held.sent_as is not None:
            return None
        self.held = replace(draft, rev=seen_rev + 1)
        return self.held

    async def discard_draft(self, draft_id: str, at: int) -> None:
        """Throw the draft away."""
        self.held = None

    async def add_file(self, file: MailFile, at: int) -> None:
        """Take no files."""
        raise AssertionError(file)

    async def send(self, draft: Draft, mail: Mail, task: str) -> Mail | None:
        """Send what is still the draft that was read, once."""
        if self.held is None:
            return None
        if self.held.sent_as is not None:
            return self.sent[0]
        if self.held.rev != draft.rev:
            return None
        self.held = replace(self.held, sent_as=mail.id)
        self.sent.append(mail)
        self.tasks.append(task)
        return mail

    async def mail(self, mail_id: str) -> Mail | None:
        """Give the mail that was sent."""
        return next((mail for mail in self.sent if mail.id == mail_id), None)

    async def settle(self, mail: Mail, *, task: str | None, at: int) -> None:
        """Keep how the mail stands now."""
        self.sent = [mail]
        self.tasks += [] if task is None else [task]


@dataclass
class SlowRoom:
    """Cleans when it is told to."""

    asked: list[str] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)
    refuses: bool = False

    async def body(self, html: str) -> MailBody:
        """Wait, and clean."""
        self.asked.append(html)
        await self.go.wait()
        if self.refuses:
            raise Refusal("unavailable", "html")
        return body_of(Written(html))

    async def until_asked(self, times: int) -> None:
        """Wait until so many have come."""
        while len(self.asked) < times:
            await asyncio.sleep(0)


class Still:
    """Is clock, mint and push in one: nothing moves but the count of identifiers."""

    def __init__(self) -> None:
        self.made = 0

    def now(self) -> int:
        """Give the only moment there is."""
        return AT

    def call_at(self, at: int, callback: Callable[[], None]) -> Callable[[], None]:
        """Call nobody."""
        raise AssertionError(at)

    def id(self) -> str:
        """Give the next identifier."""
        self.made += 1
        return f"m{self.made}"

    def mail_changed(self, mail: Mail) -> None:
        """Tell nobody."""

    def case_changed(self, case_id: CaseId) -> None:
        """Tell nobody."""


BOXES: Sequence[MailboxInForce] = (
    MailboxInForce(name="support", address="support@shop.example", queue="support"),
)


@pytest.fixture
def shelf() -> Shelf:
    """Hold a draft that may go."""
    return Shelf()


@pytest.fixture
def room() -> SlowRoom:
    """Clean nothing yet."""
    return SlowRoom()


@pytest.fixture
def drafting(shelf: Shelf, room: SlowRoom) -> Drafting:
    """Write in the name of one mailbox."""
    still = Still()
    return Drafting(
        store=shelf,
        clock=still,
        mint=still,
        message_ids=MessageIds(b"key"),
        mailboxes=BOXES,
        push=still,
        bodies=room,
        most_file_bytes=1_000,
    )


def sending(drafting: Drafting) -> asyncio.Task[Mail]:
    """Press send."""
    return asyncio.ensure_future(drafting.send("a1", "c7", "d1", name="Alice"))


async def _saved(drafting: Drafting) -> None:
    await drafting.save(replace(DRAFT, html="<p>It comes tomorrow.</p>"), seen_rev=1)


async def _discarded(drafting: Drafting) -> None:
    await drafting.discard("a1", "c7", "d1")


@pytest.mark.parametrize("change", [_saved, _discarded])
async def test_what_was_changed_while_it_was_cleaned_is_not_sent_in_its_older_form(
    drafting: Drafting,
    shelf: Shelf,
    room: SlowRoom,
    change: Callable[[Drafting], asyncio.Future[None]],
) -> None:
    task = sending(drafting)
    await room.until_asked(1)
    await change(drafting)
    room.go.set()
    with pytest.raises(Refusal, match="conflict"):
        await task
    assert shelf.sent == []
    assert shelf.tasks == []


async def test_sent_again_it_goes_as_it_stands_now(
    drafting: Drafting, shelf: Shelf, room: SlowRoom
) -> None:
    task = sending(drafting)
    await room.until_asked(1)
    await _saved(drafting)
    room.go.set()
    with pytest.raises(Refusal):
        await task
    assert (await sending(drafting)).text == "It comes tomorrow."
    assert len(shelf.sent) == 1


async def test_pressed_twice_it_is_sent_once(
    drafting: Drafting, shelf: Shelf, room: SlowRoom
) -> None:
    """ERP-015: both are told of the same mail, and so is whoever asks afterwards."""
    tasks = [sending(drafting), sending(drafting)]
    await room.until_asked(2)
    room.go.set()
    first, second = await asyncio.gather(*tasks)
    assert first == second == await sending(drafting)
    assert shelf.sent == [first]
    assert shelf.tasks == [f"mail:{first.id}"]
    assert len(room.asked) == 2  # what is sent is not cleaned again


async def test_what_could_not_be_cleaned_is_not_sent_and_stays(
    drafting: Drafting, shelf: Shelf, room: SlowRoom
) -> None:
    room.refuses = True
    room.go.set()
    with pytest.raises(Refusal, match="unavailable"):
        await sending(drafting)
    assert shelf.sent == []
    assert shelf.held == DRAFT


async def test_a_draft_to_nobody_is_refused_before_it_is_cleaned(
    drafting: Drafting, shelf: Shelf, room: SlowRoom
) -> None:
    shelf.held = replace(DRAFT, recipients=Recipients())
    with pytest.raises(Refusal, match="invalid"):
        await sending(drafting)
    assert room.asked == []


@pytest.mark.parametrize(
    ("resend", "state", "tasks"), [(True, "queued", 2), (False, "accepted", 1)]
)
async def test_what_was_possibly_sent_is_settled_by_the_draft_it_was(
    drafting: Drafting, shelf: Shelf, room: SlowRoom, resend: bool, state: str, tasks: int
) -> None:
    """protocol.md, HTTP: `POST .../drafts/{draft_id}/resolve`; once, by whoever sent it."""
    room.go.set()
    with pytest.raises(Refusal, match="not_found"):
        await drafting.resolve_draft("a1", "c7", "d1", resend=resend)
    sent = await sending(drafting)
    with pytest.raises(Refusal, match="conflict"):
        await drafting.resolve_draft("a1", "c7", "d1", resend=resend)
    unsure = [replace(each, state="possibly_sent") for each in sent.deliveries]
    shelf.sent = [replace(sent, state="possibly_sent", deliveries=tuple(unsure))]
    for agent, case_id in (("a2", "c7"), ("a1", "c8")):
        with pytest.raises(Refusal, match="not_found"):
            await drafting.resolve_draft(agent, case_id, "d1", resend=resend)

    settled = await drafting.resolve_draft("a1", "c7", "d1", resend=resend)

    assert (settled.id, settled.state) == (sent.id, state)
    assert len(shelf.tasks) == tasks
