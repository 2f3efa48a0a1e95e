"""Presence: a browser that is gone, for a moment or for good."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from router.decisions import HandlingClosed, OfferWithdrawn, Queued
from router.ids import seconds
from router.lifecycle import Medium, Presence, Status, Wish, Withdrawal
from router.policy import MEDIA, MediumRule
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]


def _at_work(open_desk: OpenDesk, **settings: object) -> Desk:
    desk = open_desk(
        queue(accept_timeout=60, media=(Medium.CHAT, Medium.EMAIL)),
        agent("alice"),
        agent("bob"),
        **settings,
    )
    desk.readies("alice", "bob")
    return desk


def _with_chats_returning(after: int) -> tuple[MediumRule, ...]:
    return tuple(
        replace(rule, return_after=seconds(after)) if rule.medium is Medium.CHAT else rule
        for rule in MEDIA
    )


def _presence(desk: Desk) -> Presence:
    return desk.router.agents["alice"].presence


def test_a_closed_browser_ends_no_session(open_desk: OpenDesk) -> None:
    """SES-015, SES-017, CON-53: status, ticks and chats persist until the agent logs out."""
    desk = _at_work(open_desk)
    desk.serves("alice", "c1")
    desk.vanishes("alice")
    desk.passes(100)
    desk.shows("alice", Status.BUSY)
    desk.holds("alice", "c1")
    idle = open_desk(agent("alice"))
    idle.readies("alice")
    idle.vanishes("alice")
    idle.passes(90_000)
    idle.shows("alice", Status.AVAILABLE)


def test_coming_back_resumes_everything(open_desk: OpenDesk) -> None:
    """SES-018: the same status and the same chats, and the agent is rung at again."""
    desk = _at_work(open_desk)
    desk.serves("alice", "c1")
    desk.vanishes("alice")
    desk.passes(100)
    desk.returns("alice")
    desk.shows("alice", Status.BUSY)
    desk.holds("alice", "c1")
    desk.chooses("bob", Wish.OFFLINE)
    desk.enters("c2")
    desk.rings("c2", at="alice")


def test_the_grace_takes_nothing_away_and_brings_nothing_new(open_desk: OpenDesk) -> None:
    """SES-017, SES-019: what rings goes on ringing, the next contact goes to somebody else."""
    desk = _at_work(open_desk)
    desk.enters("c1")
    desk.vanishes("alice")
    desk.passes(14.9)
    assert _presence(desk) is Presence.GRACE
    desk.rings("c1", at="alice")
    desk.enters("c2")
    desk.rings("c2", at="bob")
    desk.returns("alice")
    desk.accepts("alice")
    desk.holds("alice", "c1")


def test_a_second_word_of_the_same_absence_prolongs_nothing(open_desk: OpenDesk) -> None:
    """SES-017: the grace is counted from the moment at which the last socket went."""
    desk = _at_work(open_desk)
    desk.vanishes("alice")
    desk.passes(10)
    desk.vanishes("alice")
    desk.passes(5)
    assert _presence(desk) is Presence.UNREACHABLE


def test_after_the_grace_what_rings_goes_on_to_the_next_agent(open_desk: OpenDesk) -> None:
    """SES-019: withdrawn, place kept, status kept: nobody is blamed for a broken line."""
    desk = _at_work(open_desk)
    desk.enters("c1")
    desk.vanishes("alice")
    desk.passes(15)
    assert _presence(desk) is Presence.UNREACHABLE
    desk.rings("c1", at="bob")
    desk.shows("alice", Status.AVAILABLE)
    assert [each.reason for each in desk.made(OfferWithdrawn)] == [Withdrawal.UNREACHABLE]


def test_a_countdown_that_ends_in_the_grace_is_not_missed(open_desk: OpenDesk) -> None:
    """SES-019: it counts as unreachable, so the status stays."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    desk.passes(20)
    desk.vanishes("alice")
    desk.passes(12)
    desk.shows("alice", Status.AVAILABLE)
    desk.waits("c1")
    assert [each.reason for each in desk.made(OfferWithdrawn)] == [Withdrawal.UNREACHABLE]
    desk.returns("alice")
    desk.rings("c1", at="alice")


def test_the_grace_is_a_setting(open_desk: OpenDesk) -> None:
    """SES-017: as long as the company wants to wait for a browser."""
    desk = _at_work(open_desk, presence_grace=3_000_000)
    desk.vanishes("alice")
    desk.passes(3)
    assert _presence(desk) is Presence.UNREACHABLE


def test_a_revoked_session_gets_no_grace(open_desk: OpenDesk) -> None:
    """SES-017: there is no hope of return."""
    desk = _at_work(open_desk)
    desk.enters("c1")
    desk.vanishes("alice", at_once=True)
    assert _presence(desk) is Presence.UNREACHABLE
    desk.rings("c1", at="bob")


def test_a_blink_keeps_the_turn_and_an_absence_costs_it(open_desk: OpenDesk) -> None:
    """RTE-001: the idle clock restarts on a return from unreachable, not within the grace."""
    desk = _at_work(open_desk)
    desk.vanishes("alice")
    desk.passes(14)
    desk.returns("alice")
    desk.enters("c1")
    desk.rings("c1", at="alice")
    desk.leaves("c1")
    desk.vanishes("alice")
    desk.passes(15)
    desk.returns("alice")
    desk.enters("c2")
    desk.rings("c2", at="bob")


def test_a_lost_agents_chats_return_to_their_place(open_desk: OpenDesk) -> None:
    """SES-017, SES-019, CON-53: after two minutes, before whoever came later."""
    desk = _at_work(open_desk)
    desk.serves("alice", "c1")
    desk.chooses("bob", Wish.ON_BREAK)
    desk.enters("c2")
    desk.vanishes("alice")
    desk.passes(15 + 119.9)
    desk.holds("alice", "c1")
    desk.passes(0.1)
    desk.holds("alice")
    desk.waits("c1", "c2")
    assert [desk.router.position(each) for each in ("c1", "c2")] == [1, 2]
    assert desk.made(Queued)[-1].reason == "returned"
    assert desk.made(HandlingClosed)[-1].outcome == "returned"
    desk.chooses("bob", Wish.AVAILABLE)
    desk.rings("c1", at="bob")


def test_other_media_wait_longer_for_their_agent(open_desk: OpenDesk) -> None:
    """CON-53: a mail stays for half an hour."""
    desk = _at_work(open_desk)
    desk.chooses("bob", Wish.ON_BREAK)
    desk.enters("m1", by=Medium.EMAIL)
    desk.accepts("alice")
    desk.vanishes("alice", at_once=True)
    desk.passes(1799)
    desk.holds("alice", "m1")
    desk.passes(1)
    desk.waits("m1")


def test_wrap_up_of_a_lost_agent_ends_as_any_other(open_desk: OpenDesk) -> None:
    """WRP-004: only active work returns; the customer of a wrap-up waits for nobody."""
    desk = _at_work(open_desk)
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    desk.vanishes("alice", at_once=True)
    desk.passes(60)
    desk.is_over("c1")


def test_a_lost_agent_who_stopped_new_ones_is_offline_afterwards(open_desk: OpenDesk) -> None:
    """STA-025: nothing is left to finish, whoever finishes it."""
    desk = _at_work(open_desk)
    desk.serves("alice", "c1")
    desk.stops_new("alice")
    desk.vanishes("alice", at_once=True)
    desk.passes(120)
    desk.shows("alice", Status.OFFLINE)


def test_the_time_until_work_returns_follows_the_policy(open_desk: OpenDesk) -> None:
    """CON-53: a company that changes it means the work already out there too."""
    desk = _at_work(open_desk)
    desk.serves("alice", "c1")
    desk.vanishes("alice", at_once=True)
    desk.passes(30)
    desk.adopts(
        queue(accept_timeout=60, media=(Medium.CHAT, Medium.EMAIL)),
        agent("alice"),
        agent("bob"),
        media=_with_chats_returning(60),
    )
    desk.passes(30)
    desk.rings("c1", at="bob")


def test_never_is_a_time_too(open_desk: OpenDesk) -> None:
    """CON-53: with 0 the chat stays with its agent."""
    desk = open_desk(agent("alice"), media=_with_chats_returning(0))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.vanishes("alice", at_once=True)
    desk.passes(90_000)
    desk.holds("alice", "c1")


@pytest.mark.parametrize("name", ["alice", "mallory"])
def test_sockets_of_nobody_in_particular_change_nothing(open_desk: OpenDesk, name: str) -> None:
    """SES-017: a second socket, or one of an agent the company does not know."""
    desk = _at_work(open_desk)
    entries = len(desk.records)
    desk.returns(name)
    assert len(desk.records) == entries
