"""Stop new: finishing what is in hand without getting more."""

from collections.abc import Callable

import pytest

from router.decisions import OfferWithdrawn
from router.lifecycle import Medium, Status, Wish, Withdrawal
from tests.router.desk import Desk, agent, queue

OpenDesk = Callable[..., Desk]


def _serving(open_desk: OpenDesk, *chats: str, **dials: object) -> Desk:
    desk = open_desk(queue(media=(Medium.CHAT, Medium.VOICEMAIL)), agent("alice", **dials))
    desk.readies("alice")
    desk.serves("alice", *(chats or ("c1",)))
    return desk


@pytest.mark.parametrize("medium", [Medium.CHAT, Medium.VOICEMAIL])
def test_stop_new_blocks_every_medium(open_desk: OpenDesk, medium: Medium) -> None:
    """STA-019, STA-020, CON-09: the agent concludes what is in progress and gets nothing else."""
    desk = _serving(open_desk)
    desk.stops_new("alice")
    desk.shows("alice", Status.BUSY_STOP_NEW)
    desk.enters("i2", by=medium)
    desk.waits("i2")


def test_resume_lets_chats_come_again(open_desk: OpenDesk) -> None:
    """STA-021: busy again, and whoever waits rings at once."""
    desk = _serving(open_desk)
    desk.stops_new("alice")
    desk.enters("c2")
    desk.resumes("alice")
    desk.shows("alice", Status.BUSY)
    desk.rings("c2", at="alice")


def test_repeating_it_changes_nothing(open_desk: OpenDesk) -> None:
    """STA-019: on again, off again."""
    desk = _serving(open_desk)
    desk.resumes("alice")
    desk.stops_new("alice")
    entries = len(desk.records)
    desk.stops_new("alice")
    assert len(desk.records) == entries


def test_it_is_for_those_who_have_something_in_progress(open_desk: OpenDesk) -> None:
    """STA-022: visible while busy, refused in every other situation."""
    desk = open_desk(agent("alice"))
    for step in (
        lambda: None,
        lambda: desk.logs_in("alice"),
        lambda: desk.chooses("alice", Wish.AVAILABLE),
    ):
        step()
        with desk.refuses("status_not_allowed"):
            desk.stops_new("alice")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    with desk.refuses("status_not_allowed"):
        desk.stops_new("alice")


def test_pressing_it_withdraws_what_rings(open_desk: OpenDesk) -> None:
    """OFR-022, STA-020: a status that receives nothing keeps nothing ringing."""
    desk = _serving(open_desk)
    desk.enters("c2")
    desk.stops_new("alice")
    desk.waits("c2")
    assert [each.reason for each in desk.made(OfferWithdrawn)] == [Withdrawal.STATUS]


def test_the_last_wrap_up_leads_to_working_offline(open_desk: OpenDesk) -> None:
    """STA-025: wrap-up, then offline and not available."""
    desk = _serving(open_desk, "c1", "c2")
    desk.stops_new("alice")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.shows("alice", Status.BUSY_STOP_NEW)
    desk.ends("alice", "c2")
    desk.shows("alice", Status.WRAP_UP)
    desk.enters("c3")
    desk.passes(60)
    desk.shows("alice", Status.OFFLINE)
    desk.waits("c3")


def test_coming_back_from_it_the_agent_takes_chats_as_before(open_desk: OpenDesk) -> None:
    """STA-025: offline ends it; the next "available" is unrestricted."""
    desk = _serving(open_desk)
    desk.stops_new("alice")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.chooses("alice", Wish.AVAILABLE)
    desk.serves("alice", "c2")
    desk.shows("alice", Status.BUSY)


def test_resuming_in_wrap_up_makes_available_in_the_end(open_desk: OpenDesk) -> None:
    """STA-021, STA-025: who resumes in time goes on working."""
    desk = _serving(open_desk)
    desk.stops_new("alice")
    desk.ends("alice", "c1")
    desk.resumes("alice")
    desk.finishes("alice", "c1")
    desk.shows("alice", Status.AVAILABLE)


def test_saying_available_in_wrap_up_overrides_it(open_desk: OpenDesk) -> None:
    """WRP-011, STA-042: the agent's later word counts."""
    desk = _serving(open_desk)
    desk.stops_new("alice")
    desk.ends("alice", "c1")
    desk.chooses("alice", Wish.AVAILABLE)
    desk.shows("alice", Status.AVAILABLE)


@pytest.mark.parametrize("declines", ["rejects", "misses"])
def test_declining_another_chat_while_at_work_stops_new_ones(
    open_desk: OpenDesk, declines: str
) -> None:
    """STA-037: running chats are kept, nothing more comes until "resume"."""
    desk = _serving(open_desk, may_reject=True)
    desk.enters("c2")
    if declines == "rejects":
        desk.rejects("alice")
    else:
        desk.passes(30)
    desk.shows("alice", Status.BUSY_STOP_NEW)
    desk.holds("alice", "c1")
    desk.waits("c2")
    desk.resumes("alice")
    desk.rings("c2", at="alice")
