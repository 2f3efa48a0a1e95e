"""Mail through a working day: in turn, one at a time, handed on until the wrap-up is over."""

from collections.abc import Callable

import pytest

from router.lifecycle import Medium, Status
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """Two queues of mail; alice is ready, three mails have come to hers."""
    desk = open_desk(
        queue("mail", media=(Medium.EMAIL,), wrap_up=30),
        queue("returns", media=(Medium.EMAIL,)),
        agent("alice", "mail", may_reject=True),
        agent("bob", "mail", "returns"),
    )
    desk.readies("alice")
    desk.enters("m1", "m2", "m3", to="mail", by=Medium.EMAIL)
    return desk


def test_the_oldest_mail_is_offered_first(desk: Desk) -> None:
    """RTE-003: and the next one only when that is finished."""
    for name in ("m1", "m2", "m3"):
        desk.rings(name, at="alice")
        desk.accepts("alice")
        desk.ends("alice", name)
        desk.finishes("alice", name)


def test_a_mail_in_its_wrap_up_can_still_be_handed_on(desk: Desk) -> None:
    """WRP-013: until the delay is over."""
    desk.accepts("alice")
    desk.readies("bob")
    desk.accepts("bob")
    desk.ends("alice", "m1")
    desk.passes(29)
    desk.transfers("alice", "m1", "returns")
    desk.waits("m1")
    assert desk.router.interactions["m1"].queue == "returns"


def test_a_mail_whose_wrap_up_is_over_stays(desk: Desk) -> None:
    desk.accepts("alice")
    desk.ends("alice", "m1")
    desk.passes(30)
    with desk.refuses("not_found"):
        desk.transfers("alice", "m1", "returns")


def test_within_the_queue_it_goes_to_somebody_else(desk: Desk) -> None:
    """RTE-013: not back to whoever hands it on, however long they have been available."""
    desk.accepts("alice")
    desk.readies("bob")
    desk.accepts("bob")
    desk.transfers("alice", "m1", "mail")
    desk.finishes("alice", "m1")
    desk.rings("m3", at="alice")
    desk.ends("bob", "m2")
    desk.finishes("bob", "m2")
    desk.rings("m1", at="bob")


def test_stop_new_while_concluding_a_mail_leads_offline(desk: Desk) -> None:
    """STA-024, EIN-028: nothing else rings, and the agent is not available afterwards."""
    desk.accepts("alice")
    desk.stops_new("alice")
    desk.ends("alice", "m1")
    desk.finishes("alice", "m1")
    desk.shows("alice", Status.OFFLINE)
    desk.waits("m2", "m3")


def test_who_is_available_is_asked_whatever_else_they_do(desk: Desk) -> None:
    """OFR-021, STA-046: writing on at an earlier case is no work in hand."""
    desk.accepts("alice")
    desk.ends("alice", "m1")
    desk.finishes("alice", "m1")
    desk.rings("m2", at="alice")
    desk.rejects("alice")
    desk.shows("alice", Status.OFFLINE)
    desk.waits("m2", "m3")
