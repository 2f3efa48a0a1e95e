"""Capacity: six chats, or one thing of another kind."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from router.lifecycle import Medium, Status
from router.policy import MEDIA, MediumRule
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]

SIX = ("c1", "c2", "c3", "c4", "c5", "c6")


def test_six_chats_and_no_more(open_desk: OpenDesk) -> None:
    """CHT-001, RTE-008, STA-014: the seventh waits until one of the six is over."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", *SIX)
    desk.enters("c7")
    desk.waits("c7")
    desk.ends("alice", "c1")
    desk.waits("c7")
    desk.finishes("alice", "c1")
    desk.rings("c7", at="alice")


@pytest.mark.parametrize(("setting", "limit"), [(1, 1), (2, 2), (6, 6), (7, 6), (60, 6)])
def test_the_limit_is_a_setting_under_a_hard_cap(
    open_desk: OpenDesk, setting: int, limit: int
) -> None:
    """CON-36, CARD-006, RTE-009: one to six by setting, and nothing raises it over six."""
    desk = open_desk(agent("alice", max_chats=setting))
    desk.readies("alice")
    desk.serves("alice", *SIX[:limit])
    desk.enters("late")
    desk.waits("late")


def _media(**exclusive: bool) -> tuple[MediumRule, ...]:
    return tuple(
        replace(rule, exclusive=exclusive.get(rule.medium, rule.exclusive)) for rule in MEDIA
    )


def test_a_row_of_the_policy_says_what_is_held_alone(open_desk: OpenDesk) -> None:
    """RTE-010, G-22, CARD-006: not the name of the medium; mail may be shared, chat exclusive."""
    desk = open_desk(
        queue(media=tuple(Medium)),
        agent("alice", max_chats=2),
        media=_media(chat=True, email=False),
    )
    desk.readies("alice")
    desk.enters("m1", "m2", "m3", by=Medium.EMAIL)
    desk.accepts("alice")
    desk.accepts("alice")
    desk.waits("m3")
    desk.enters("c1")
    for name in ("m1", "m2"):
        desk.ends("alice", name)
        desk.finishes("alice", name)
    desk.rings("m3", at="alice")
    desk.waits("c1")


def test_a_changed_row_counts_for_what_is_in_hand(open_desk: OpenDesk) -> None:
    """RTE-010: a mail that was held alone is held beside others once the policy says so."""
    parts = (queue(media=tuple(Medium)), agent("alice"))
    desk = open_desk(*parts)
    desk.readies("alice")
    desk.enters("m1", by=Medium.EMAIL)
    desk.accepts("alice")
    desk.enters("c1")
    desk.waits("c1")
    desk.adopts(*parts, media=_media(email=False))
    desk.rings("c1", at="alice")


def test_a_busy_agent_is_offered_further_chats(open_desk: OpenDesk) -> None:
    """RTE-009, STA-011, CON-07: busy with chats alone and fewer than the limit."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.shows("alice", Status.BUSY)
    desk.enters("c2")
    desk.rings("c2", at="alice")


@pytest.mark.parametrize("first", [Medium.EMAIL, Medium.VOICEMAIL])
@pytest.mark.parametrize("second", [Medium.CHAT, Medium.EMAIL, Medium.VOICEMAIL])
def test_other_media_are_held_alone(open_desk: OpenDesk, first: Medium, second: Medium) -> None:
    """RTE-010, STA-011, CON-07: who handles a mail or a voicemail gets nothing of any medium."""
    desk = open_desk(queue(media=tuple(Medium)), agent("alice"))
    desk.readies("alice")
    desk.enters("i1", by=first)
    desk.accepts("alice")
    desk.enters("i2", by=second)
    desk.waits("i2")
    desk.ends("alice", "i1")
    desk.waits("i2")
    desk.finishes("alice", "i1")
    desk.rings("i2", at="alice")


def test_a_mail_asks_for_empty_hands(open_desk: OpenDesk) -> None:
    """CON-07: one chat in hand is enough to keep a mail away, and a younger chat goes first."""
    desk = open_desk(queue(media=(Medium.CHAT, Medium.EMAIL)), agent("alice"), agent("bob"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.enters("m1", by=Medium.EMAIL)
    desk.enters("c2")
    desk.waits("m1")
    desk.rings("c2", at="alice")
    desk.readies("bob")
    desk.rings("m1", at="bob")


def test_wrap_up_counts_among_the_six(open_desk: OpenDesk) -> None:
    """CON-36: offered, active and in wrap-up are one sum."""
    desk = open_desk(agent("alice", max_chats=2))
    desk.readies("alice")
    desk.serves("alice", "c1", "c2")
    desk.ends("alice", "c1")
    desk.enters("c3")
    desk.waits("c3")


def test_who_is_only_wrapping_up_gets_nothing(open_desk: OpenDesk) -> None:
    """STA-041, WRP-012: with places left or not, wrap-up comes first."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    desk.enters("c2")
    desk.waits("c2")
    desk.finishes("alice", "c1")
    desk.rings("c2", at="alice")


def test_a_lower_limit_takes_nothing_away(open_desk: OpenDesk) -> None:
    """CON-36: who already holds more keeps them, and gets no further chat."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1", "c2", "c3")
    desk.adopts(agent("alice", max_chats=2))
    desk.holds("alice", "c1", "c2", "c3")
    desk.enters("c4")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.waits("c4")
