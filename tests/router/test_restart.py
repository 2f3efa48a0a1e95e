"""Restart: a stop of the gateway costs nobody a place, a status or a minute."""

from collections.abc import Callable

import pytest
from msgspec import json

from router.decisions import OfferWithdrawn
from router.inputs import ClockReached, InteractionEntered, PolicyChanged
from router.lifecycle import Medium, Presence, Status, Withdrawal
from router.machine import Router
from router.policy import Policy, QueuePolicy
from router.snapshot import UnknownFormatError
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]


def _two(open_desk: OpenDesk, *parts: object) -> Desk:
    desk = open_desk(agent("alice"), agent("bob"), *parts)
    desk.readies("alice", "bob")
    return desk


def test_what_rang_waits_at_its_place_and_nobody_is_blamed(open_desk: OpenDesk) -> None:
    """OFR-013: withdrawn for the restart; the statuses are as they were."""
    desk = _two(open_desk)
    desk.enters("c1", "c2", "c3")
    desk.stops_for(20)
    desk.waits("c1", "c2", "c3")
    desk.shows("alice", Status.AVAILABLE)
    desk.shows("bob", Status.AVAILABLE)
    assert {each.reason for each in desk.made(OfferWithdrawn)} == {Withdrawal.RESTART}
    assert [desk.router.position(each) for each in ("c1", "c2", "c3")] == [1, 2, 3]


def test_everybody_has_the_grace_to_come_back_in_their_turn(open_desk: OpenDesk) -> None:
    """SES-018, RTE-001: whoever is back within it keeps the idle clock."""
    desk = _two(open_desk)
    desk.stops_for(600)
    assert desk.router.agents["alice"].presence is Presence.GRACE
    desk.returns("bob")
    desk.returns("alice")
    desk.enters("c1")
    desk.rings("c1", at="alice")


def test_who_does_not_come_back_is_lost_as_ever(open_desk: OpenDesk) -> None:
    """SES-017: the grace, then unreachable, then the chat returns."""
    desk = _two(open_desk)
    desk.serves("alice", "c1")
    desk.stops_for(600)
    desk.returns("bob")
    desk.passes(15)
    assert desk.router.agents["alice"].presence is Presence.UNREACHABLE
    desk.passes(120)
    desk.rings("c1", at="bob")


def test_wrap_up_has_as_much_time_left_as_before(open_desk: OpenDesk) -> None:
    """WRP-004: the time the gateway was down does not count."""
    desk = _two(open_desk)
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    desk.passes(50)
    desk.stops_for(600)
    desk.passes(9.9)
    desk.shows("alice", Status.WRAP_UP)
    desk.passes(0.1)
    desk.shows("alice", Status.AVAILABLE)


def test_a_wait_limit_moves_too(open_desk: OpenDesk) -> None:
    """QUE-030: a customer is not told of a long wait that was ours."""
    desk = open_desk(queue(max_wait=60), agent("alice"))
    desk.enters("c1")
    desk.stops_for(600)
    desk.passes(59)
    assert not isinstance(desk.records[-1].input, ClockReached)
    desk.passes(1)
    assert isinstance(desk.records[-1].input, ClockReached)


def test_a_lost_agent_stays_lost_and_the_clock_goes_on_from_there(open_desk: OpenDesk) -> None:
    """SES-019: the chat returns after two minutes of service, not of absence."""
    desk = _two(open_desk)
    desk.serves("alice", "c1")
    desk.vanishes("alice", at_once=True)
    desk.passes(100)
    desk.stops_for(600)
    desk.holds("alice", "c1")
    desk.passes(20)
    desk.waits("c1")


def _rich(open_desk: OpenDesk) -> Desk:
    """Give a desk with a bit of everything going on."""
    desk = _two(open_desk, agent("carol", max_chats=2), queue("web"), queue("shop", max_wait=90))
    desk.readies("carol")
    desk.serves("alice", "c1")
    desk.enters("c2", "c3", "c4")
    desk.accepts("bob")
    desk.transfers("bob", "c2", "web")
    desk.vanishes("carol")
    desk.enters("c5", to="shop")
    desk.closes("shop")
    desk.ends("alice", "c1")
    return desk


def test_a_snapshot_is_the_whole_state(open_desk: OpenDesk) -> None:
    """SES-018: a router restored from it writes the same snapshot and wants the same wake-up."""
    desk = _rich(open_desk)
    restored = Router.restore(desk.router.snapshot())
    assert restored.snapshot() == desk.router.snapshot()
    assert restored.next_deadline() == desk.router.next_deadline()
    desk.router = restored
    desk.passes(200)


def test_a_snapshot_of_very_much_is_one_document_in_pieces() -> None:
    """Whoever packs it never holds all of it, and it reads as it always did."""
    web = QueuePolicy(id="web", media=(Medium.EMAIL,))
    router = Router()
    router.receive(1, 1, PolicyChanged(policy=Policy(queues=(web,))))
    for n in range(2, 2_503):
        router.receive(
            n, n, InteractionEntered(interaction=f"m{n}", medium=Medium.EMAIL, queue="web")
        )
    pieces = list(router.snapshot_in_pieces())
    assert max(map(len, pieces)) < sum(map(len, pieces)) / 2
    whole = router.snapshot()
    assert whole == b"".join(pieces) == json.encode(json.decode(whole))
    assert len(json.decode(whole)["interactions"]) == 2_501
    assert Router.restore(whole).snapshot() == whole


def test_a_snapshot_of_another_format_is_refused(open_desk: OpenDesk) -> None:
    """A build that cannot read it must not guess."""
    snapshot = _rich(open_desk).router.snapshot()
    with pytest.raises(UnknownFormatError, match="format 99"):
        Router.restore(snapshot.replace(b'"format":1', b'"format":99', 1))


def test_a_record_that_does_not_follow_is_refused(open_desk: OpenDesk) -> None:
    """A gap in the journal is never stepped over."""
    desk = _rich(open_desk)
    router = Router()
    router.apply(desk.records[0])
    with pytest.raises(ValueError, match="does not follow"):
        router.apply(desk.records[2])
    with pytest.raises(ValueError, match="does not follow"):
        router.receive(1, desk.at, ClockReached())


def test_waking_the_router_for_nothing_decides_nothing(open_desk: OpenDesk) -> None:
    """An early or a repeated wake-up leaves no entry."""
    desk = _rich(open_desk)
    before = desk.router.snapshot()
    assert desk.tell(ClockReached()) == ()
    assert desk.router.snapshot() == before
