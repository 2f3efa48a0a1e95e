"""Mails leave once: retried while nobody got them, asked about when nobody knows."""

import asyncio
from typing import Any

import pytest
from msgspec.structs import replace

from channels.email.delivery import (
    AT_ONCE,
    GIVE_UP_AFTER,
    LEASE,
    DeliveryRound,
    Refused,
    Unknown,
)
from channels.email.parse.parsed import ParsedAddress
from channels.email.values import Delivery, DeliveryState, Mail, MailFile, Recipients
from router.ids import SECOND
from tests.fakes.clock import START, FakeClock
from tests.fakes.mail import FakeBodies, FakeOutbox, FakePush, FakeRelay

ZOE, ADA, BOB = "zoe@x.example", "ada@x.example", "bob@x.example"
MINUTE = 60


def mail(*addresses: str, number: int = 1, **changes: Any) -> Mail:
    """A mail in the outbox."""
    addresses = addresses or (ZOE,)
    written = Mail(
        id=f"m{number}",
        case_id="c7",
        interaction_id=None,
        direction="out",
        mailbox="support",
        message_id=f"<c7.m{number}.mac@shop.example>",
        sender=ParsedAddress("Alice", "support@shop.example"),
        recipients=Recipients(to=tuple(ParsedAddress("", each) for each in addresses)),
        subject="Re: Where is it? [#7]",
        text="It comes today.",
        at=START,
        state="queued",
        deliveries=tuple(Delivery(address=each, state="queued") for each in addresses),
    )
    return replace(written, **changes)


class PostOffice:
    """A round with everything around it."""

    def __init__(self, *mails: Mail, relay: FakeRelay, **bodies: bytes) -> None:
        self.clock = FakeClock()
        self.outbox = FakeOutbox()
        self.push = FakePush()
        self.relay = relay
        self.otherwise = FakeRelay()
        self.bodies = FakeBodies(**bodies)
        for each in mails:
            self.outbox.post(each, START)
        self.round = self.another_process()

    def another_process(self) -> DeliveryRound:
        return DeliveryRound(
            store=self.outbox,
            bodies=self.bodies,
            relay_of={"support": self.relay},
            otherwise=self.otherwise,
            clock=self.clock,
            push=self.push,
        )

    async def look(self) -> None:
        """Look as the second's work does, and let the round come to its end."""
        self.round.soon()
        self.round.look(self.clock.now())
        while self.round._task is not None:
            await asyncio.sleep(0)

    def states(self, mail_id: str = "m1") -> dict[str, tuple[DeliveryState, str]]:
        return {
            each.address: (each.state, each.detail)
            for each in self.outbox.mails[mail_id].deliveries
        }

    def state(self, mail_id: str = "m1") -> DeliveryState | None:
        return self.outbox.mails[mail_id].state


async def test_an_accepted_mail_is_done():
    """ERP-015: handed over once, with everybody it goes to, and told on the way."""
    office = PostOffice(mail(ZOE, ADA), relay=FakeRelay())
    await office.look()
    await office.look()
    (handed,) = office.relay.handed
    assert (handed.mail_id, handed.sender) == ("m1", "support@shop.example")
    assert handed.recipients == (ZOE, ADA)
    assert b"Message-ID: <c7.m1.mac@shop.example>\r\n" in handed.message
    assert office.states() == {ZOE: ("accepted", ""), ADA: ("accepted", "")}
    assert office.push.states() == ["sending", "accepted"]
    assert not office.outbox.due


async def test_what_is_erased_while_the_one_before_leaves_stays_here():
    """They are taken out of the box together: the second is looked at again when it is its turn."""
    office = PostOffice(mail(), mail(number=2), relay=FakeRelay())
    hand_over = office.relay.hand_over

    async def erasing(mail_id: str, message: bytes, **more: Any) -> Any:
        office.outbox.mails.pop("m2", None)
        return await hand_over(mail_id, message, **more)

    office.relay.hand_over = erasing  # type: ignore[method-assign]
    await office.look()
    assert [each.mail_id for each in office.relay.handed] == ["m1"]
    assert set(office.push.states()) == {"sending", "accepted"}


async def test_a_mailbox_without_a_server_of_its_own_uses_the_other():
    office = PostOffice(mail(mailbox="billing"), relay=FakeRelay())
    await office.look()
    assert not office.relay.handed
    assert len(office.otherwise.handed) == 1


async def test_who_is_refused_is_named_and_the_others_have_it():
    """ERP-015: a part that failed is not hidden behind the part that went."""
    office = PostOffice(mail(ZOE, ADA), relay=FakeRelay({ADA: "550 5.1.1 no such user"}))
    await office.look()
    assert office.states() == {ZOE: ("accepted", ""), ADA: ("failed", "550 5.1.1 no such user")}
    assert office.push.states() == ["sending", "failed"]
    assert office.outbox.errors["m1"] == "550 5.1.1 no such user"
    assert not office.outbox.due


async def test_who_is_refused_for_now_alone_is_tried_again():
    """The others do not get it twice: a server that knows nobody yet says so per recipient."""
    office = PostOffice(
        mail(ZOE, ADA, BOB),
        relay=FakeRelay({ADA: "450 4.7.1 come back later", BOB: "550 no such user"}),
    )
    await office.look()
    assert office.states() == {
        ZOE: ("accepted", ""),
        ADA: ("delayed", "450 4.7.1 come back later"),
        BOB: ("failed", "550 no such user"),
    }
    assert office.state() == "delayed"
    office.clock.advance(seconds=MINUTE)
    await office.look()
    assert [each.recipients for each in office.relay.handed] == [(ZOE, ADA, BOB), (ADA,)]
    assert office.states()[ADA] == ("accepted", "")
    assert office.state() == "failed"


async def test_a_refusal_for_good_is_the_end():
    office = PostOffice(mail(ZOE, ADA), relay=FakeRelay(Refused({ZOE: "552 too large"})))
    await office.look()
    assert office.states() == {ZOE: ("failed", "552 too large"), ADA: ("failed", "552 too large")}
    assert not office.outbox.due


async def test_what_could_not_be_handed_over_is_tried_again():
    """After 1, 5, 15, 60 minutes, then every hour (RFC 5321 section 4.5.4.1), for 48 hours."""
    away = [OSError("451 try later") for _ in range(100)]
    office = PostOffice(mail(), relay=FakeRelay(*away))
    waits = []
    while office.outbox.due:
        await office.look()
        if office.outbox.due:
            waits.append((office.outbox.due["m1"] - office.clock.now()) // (MINUTE * SECOND))
            assert office.state() == "delayed"
            assert office.states()[ZOE] == ("delayed", "451 try later")
            office.clock.advance(seconds=waits[-1] * MINUTE)
    assert waits[:4] == [1, 5, 15, 60]
    assert set(waits[4:]) == {60}
    assert GIVE_UP_AFTER < office.clock.now() - START <= GIVE_UP_AFTER + 3600 * SECOND
    assert office.states()[ZOE] == ("failed", "451 try later")
    assert office.push.states()[-3:] == ["delayed", "sending", "failed"]
    assert all(b"<c7.m1.mac@shop.example>" in each.message for each in office.relay.handed)


async def test_a_mail_sent_again_by_an_agent_has_its_48_hours_again():
    office = PostOffice(relay=FakeRelay(OSError("451 try later")))
    office.outbox.post(mail(at=START - 2 * GIVE_UP_AFTER), START)
    await office.look()
    assert office.state() == "delayed"


async def test_nothing_is_tried_before_its_time():
    office = PostOffice(mail(), relay=FakeRelay(OSError("away")))
    await office.look()
    office.clock.advance(seconds=MINUTE - 1)
    await office.look()
    assert len(office.relay.handed) == 1


@pytest.mark.parametrize("repeatable", [False, True])
async def test_what_may_have_been_sent_is_never_sent_again_by_itself(repeatable: bool):
    """RFC 1047: only a person decides whether to risk a second copy."""
    office = PostOffice(
        mail(ZOE, ADA), relay=FakeRelay(Unknown("no answer"), repeatable=repeatable)
    )
    await office.look()
    office.clock.advance(seconds=10 * 24 * 3600)
    await office.look()
    assert len(office.relay.handed) == 1
    assert office.states() == {ZOE: ("possibly_sent", ""), ADA: ("possibly_sent", "")}
    assert office.push.states() == ["sending", "possibly_sent"]


async def test_a_process_that_died_while_sending_does_not_send_again():
    """Killed between the beginning and the end of an attempt: the next one asks."""
    office = PostOffice(mail(), relay=FakeRelay(asyncio.CancelledError()))
    await office.look()
    assert office.state() == "sending"
    office.round = office.another_process()
    await office.look()
    assert len(office.relay.handed) == 1  # the lease of the dead one still holds
    office.clock.advance(seconds=LEASE // SECOND)
    await office.look()
    assert len(office.relay.handed) == 1
    assert office.state() == "possibly_sent"
    assert office.push.states() == ["sending", "possibly_sent"]
    assert not office.outbox.due


async def test_a_relay_that_repeats_nothing_is_simply_asked_again():
    """A folder of letters: the same name holds the same letter, however often it is written."""
    office = PostOffice(mail(), relay=FakeRelay(asyncio.CancelledError(), repeatable=True))
    await office.look()
    office.clock.advance(seconds=LEASE // SECOND)
    await office.look()
    assert len(office.relay.handed) == 2
    assert office.state() == "accepted"


async def test_an_interrupted_mail_keeps_who_has_it_already():
    deliveries = (Delivery(address=ZOE, state="accepted"), Delivery(address=ADA, state="sending"))
    office = PostOffice(mail(ZOE, ADA, state="sending", deliveries=deliveries), relay=FakeRelay())
    await office.look()
    assert office.states() == {ZOE: ("accepted", ""), ADA: ("possibly_sent", "")}


async def test_a_mail_that_cannot_be_written_fails_and_says_why():
    office = PostOffice(mail("zoé@x.example"), relay=FakeRelay())
    await office.look()
    assert office.state() == "failed"
    assert office.states()["zoé@x.example"][1] == "not an address: zoé@x.example"
    assert not office.relay.handed


async def test_a_file_that_is_not_there_delays_its_mail_alone():
    """A disk may come back; nothing was begun, so nothing is possibly sent."""
    file = MailFile(
        id="f", case_id="c7", mail_id="m1", name="a", type="a/b", size_bytes=1, blob="b"
    )
    office = PostOffice(mail(files=(file,)), mail(number=2), relay=FakeRelay())
    await office.look()
    assert office.state("m1") == "delayed"
    assert office.state("m2") == "accepted"
    office.bodies.kept["b"] = b"here again"
    office.clock.advance(seconds=MINUTE)
    await office.look()
    assert office.state("m1") == "accepted"


async def test_a_defect_with_one_mail_does_not_stop_the_next():
    office = PostOffice(mail(), mail(number=2), relay=FakeRelay(RuntimeError("a defect")))
    await office.look()
    assert office.state("m2") == "accepted"


async def test_a_database_that_is_away_is_asked_again():
    office = PostOffice(mail(), relay=FakeRelay())
    office.outbox.broken = True
    await office.look()
    office.outbox.broken = False
    await office.look()
    assert office.state() == "accepted"


async def test_more_than_fit_into_one_round_all_leave():
    mails = [mail(number=number) for number in range(3 * AT_ONCE)]
    office = PostOffice(*mails, relay=FakeRelay())
    for _ in range(3):
        await office.look()
    assert {each.state for each in office.outbox.mails.values()} == {"accepted"}


async def test_stopping_waits_for_the_mail_in_hand_and_begins_no_other():
    office = PostOffice(mail(), mail(number=2), relay=FakeRelay())
    office.round.look(office.clock.now())
    await asyncio.sleep(0)
    await office.round.stop()
    assert len(office.relay.handed) <= 1
    assert {each.state for each in office.outbox.mails.values()} <= {"accepted", "queued"}
    await office.look()
    assert len(office.relay.handed) <= 1


def test_there_is_nothing_to_stop_before_the_first_look():
    office = PostOffice(relay=FakeRelay())
    asyncio.run(office.round.stop())


async def test_the_pictures_of_a_mail_go_with_it_as_far_as_they_are_there():
    """Nobody has to fetch them from the gateway, and one that is gone holds no mail back."""
    image, gone = "a" * 32, "b" * 32
    html = "".join(f'<img src="/api/v1/images/{each}" alt="A lamp">' for each in (image, gone))
    office = PostOffice(mail(html=html), relay=FakeRelay(), **{image: b"\x89PNG pixels"})
    await office.look()
    (handed,) = office.relay.handed
    assert handed.message.count(b"Content-ID:") == 1
    assert f"Content-ID: <{image}@shop.example>".encode() in handed.message
    assert office.state() == "accepted"
