"""Transfer: handing a chat to a queue, and what remains with the sender."""

from collections.abc import Callable

import pytest

from router.decisions import HandlingEnded, Queued
from router.lifecycle import Medium, Status, Wish
from tests.router.desk import Desk, agent, codes, queue

OpenDesk = Callable[..., Desk]


def _serving(open_desk: OpenDesk, **shop: object) -> Desk:
    """Open a desk: alice serves ``c1`` of ``web``, bob and carol attend to ``shop``."""
    desk = open_desk(
        queue("web"),
        queue("shop", **shop),
        agent("alice", "web"),
        agent("bob", "shop"),
        agent("carol", "shop"),
    )
    desk.readies("alice")
    desk.serves("alice", "c1")
    return desk


def test_a_transferred_chat_is_offered_at_once_in_the_other_queue(open_desk: OpenDesk) -> None:
    """RTE-012, CHT-036, CHT-038, CHT-042: to the agent there who waits longest."""
    desk = _serving(open_desk)
    desk.readies("carol", "bob")
    desk.transfers("alice", "c1", "shop")
    desk.rings("c1", at="carol")


def test_the_sender_goes_on_to_wrap_up(open_desk: OpenDesk) -> None:
    """CHT-041, WRP-015, CHT-038: it ended on the sender's side, codes and wrap-up remain."""
    desk = open_desk(
        queue("web", code_lists=("outcome",)),
        queue("shop"),
        codes("outcome", "passed on", mandatory=True),
        agent("alice", "web"),
        agent("bob", "shop"),
    )
    desk.readies("alice", "bob")
    desk.serves("alice", "c1")
    desk.transfers("alice", "c1", "shop")
    desk.shows("alice", Status.WRAP_UP)
    desk.accepts("bob")
    with desk.refuses("code_required"):
        desk.finishes("alice", "c1")
    desk.codes("alice", "c1", "passed on")
    desk.finishes("alice", "c1")
    desk.holds("alice")
    desk.holds("bob", "c1")
    desk.shows("bob", Status.BUSY)
    (ended,) = desk.made(HandlingEnded)
    assert (ended.by, ended.to_queue) == ("transfer", "shop")


def test_it_stands_at_the_tail_of_the_new_queue(open_desk: OpenDesk) -> None:
    """RTE-027: the time of the transfer is its time of entry there."""
    desk = _serving(open_desk)
    desk.enters("c2", to="shop")
    desk.transfers("alice", "c1", "shop", confirm=True)
    assert desk.made(Queued)[-1].entered_at == desk.at
    desk.readies("bob")
    desk.rings("c2", at="bob")


def test_keeping_its_time_is_a_setting_of_the_queue(open_desk: OpenDesk) -> None:
    """RTE-027: with "original" it stands before whoever came after it did."""
    desk = _serving(open_desk, transfer_position="original")
    desk.enters("c2", to="shop")
    desk.transfers("alice", "c1", "shop", confirm=True)
    desk.readies("bob")
    desk.rings("c1", at="bob")


def test_the_sender_is_passed_over_for_whoever_is_next_in_turn(open_desk: OpenDesk) -> None:
    """CON-64, RTE-011: empty hands or not, a sender is not asked while others attend."""
    desk = open_desk(queue("web", wrap_up=0), agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.serves("alice", "c1")
    desk.serves("bob", "c2")
    desk.transfers("alice", "c1", "web")
    desk.holds("alice")
    desk.rings("c1", at="bob")


def test_a_transferred_chat_keeps_its_new_place_when_declined(open_desk: OpenDesk) -> None:
    """RTE-027, OFR-013: a re-queue after a time-out never moves it."""
    desk = _serving(open_desk)
    desk.readies("bob")
    desk.transfers("alice", "c1", "shop")
    desk.enters("c2", to="shop")
    desk.passes(30)
    desk.readies("carol")
    desk.rings("c1", at="carol")


@pytest.mark.parametrize(
    ("unattended", "confirm", "refused"),
    [
        ("warn", False, False),
        ("confirm", False, True),
        ("confirm", True, False),
        ("block", False, True),
        ("block", True, True),
    ],
)
@pytest.mark.parametrize("others", ["logged out", "unticked"])
def test_a_queue_that_nobody_attends(
    open_desk: OpenDesk, unattended: str, confirm: bool, refused: bool, others: str
) -> None:
    """RTE-028, CON-31, ADM-022: a warning, a question or a refusal, by setting."""
    desk = open_desk(
        queue("web"),
        queue("shop", unattended=unattended),
        agent("alice", "web"),
        agent("bob", "shop", may_choose_queues=True),
    )
    desk.readies("alice")
    if others == "unticked":
        desk.readies("bob")
        desk.ticks("bob")
    desk.serves("alice", "c1")
    if refused:
        with desk.refuses("unattended"):
            desk.transfers("alice", "c1", "shop", confirm=confirm)
    else:
        desk.transfers("alice", "c1", "shop", confirm=confirm)
        desk.waits("c1")


@pytest.mark.parametrize("wish", [Wish.ON_BREAK, Wish.OFFLINE])
def test_a_queue_is_attended_while_somebody_is_logged_in(open_desk: OpenDesk, wish: Wish) -> None:
    """RTE-028: an agent on break comes back; that is not nobody."""
    desk = _serving(open_desk, unattended="block")
    desk.readies("bob")
    desk.chooses("bob", wish)
    desk.transfers("alice", "c1", "shop")
    desk.waits("c1")


def _same_queue(open_desk: OpenDesk) -> Desk:
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.serves("alice", "c1")
    desk.chooses("bob", Wish.ON_BREAK)
    return desk


def test_the_sender_is_passed_over_while_others_attend(open_desk: OpenDesk) -> None:
    """CON-64: in the same queue it goes to another agent, and others' chats still come."""
    desk = _same_queue(open_desk)
    desk.transfers("alice", "c1", "web")
    desk.finishes("alice", "c1")
    desk.waits("c1")
    desk.enters("c2")
    desk.rings("c2", at="alice")
    desk.chooses("bob", Wish.AVAILABLE)
    desk.rings("c1", at="bob")


def test_when_nobody_else_is_left_the_sender_gets_it(open_desk: OpenDesk) -> None:
    """CON-64: the last other agent logs out, and the chat is not stranded."""
    desk = _same_queue(open_desk)
    desk.transfers("alice", "c1", "web")
    desk.finishes("alice", "c1")
    desk.waits("c1")
    desk.chooses("bob", Wish.LOGGED_OUT)
    desk.rings("c1", at="alice")


def test_alone_in_the_queue_the_sender_is_nobody(open_desk: OpenDesk) -> None:
    """CON-64: a transfer to a queue only the sender attends is one to an unattended queue."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    with desk.refuses("unattended"):
        desk.transfers("alice", "c1", "web")


@pytest.mark.parametrize(
    ("to", "code"), [("nowhere", "not_found"), ("mail", "invalid"), ("", "not_found")]
)
def test_it_goes_to_a_queue_that_takes_it(open_desk: OpenDesk, to: str, code: str) -> None:
    """CHT-036: an existing queue, of the contact's medium."""
    desk = open_desk(
        queue("web"), queue("mail", media=(Medium.EMAIL,)), agent("alice"), agent("bob", "mail")
    )
    desk.readies("alice", "bob")
    desk.serves("alice", "c1")
    with desk.refuses(code):
        desk.transfers("alice", "c1", to)


def test_voicemails_cannot_be_transferred(open_desk: OpenDesk) -> None:
    """CON-56: a row of the table of media says so."""
    desk = open_desk(queue(media=(Medium.VOICEMAIL,)), agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.enters("v1", by=Medium.VOICEMAIL)
    desk.accepts("alice")
    with desk.refuses("invalid"):
        desk.transfers("alice", "v1", "web")


def test_only_the_holder_transfers_and_only_once(open_desk: OpenDesk) -> None:
    """CHT-036: repeating it is safe, another target afterwards is too late."""
    desk = _serving(open_desk)
    desk.readies("bob")
    with desk.refuses("not_found"):
        desk.transfers("bob", "c1", "shop")
    desk.transfers("alice", "c1", "shop")
    entries = len(desk.records)
    desk.transfers("alice", "c1", "shop")
    assert len(desk.records) == entries
    with desk.refuses("conflict"):
        desk.transfers("alice", "c1", "web")


def test_a_customer_may_leave_while_it_rings_elsewhere(open_desk: OpenDesk) -> None:
    """CHT-038, WRP-015: abandoned there, and the sender's wrap-up goes on."""
    desk = _serving(open_desk)
    desk.readies("bob")
    desk.transfers("alice", "c1", "shop")
    desk.leaves("c1")
    desk.is_over("c1")
    desk.holds("alice", "c1")
    desk.passes(60)
    desk.holds("alice")


def test_a_chat_can_come_back_to_its_first_agent(open_desk: OpenDesk) -> None:
    """CHT-038: two handlings of one interaction by one agent are told apart."""
    desk = open_desk(agent("alice"), agent("bob"))
    desk.readies("alice")
    desk.serves("alice", "c1", "c2")
    desk.readies("bob")
    desk.transfers("alice", "c1", "web")
    desk.accepts("bob")
    desk.transfers("bob", "c1", "web")
    desk.accepts("alice")
    desk.holds("alice", "c1", "c1", "c2")
    desk.ends("alice", "c1")
    desk.finishes_all("alice")
    desk.holds("alice", "c2")
    desk.is_over("c1")
