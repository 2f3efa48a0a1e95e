"""Why an interaction rang where it did."""

import random

import pytest

from router.decisions import HandlingStarted, OfferWithdrawn, Queued
from router.explain import Candidate, Choice, Event, explain, standing
from router.lifecycle import Wish
from tests.router.desk import Desk, agent, queue
from tests.router.story import EVENTS, Story


def _choices(desk: Desk, interaction: str) -> list[Choice]:
    return [each for each in explain(desk.records, interaction) if isinstance(each, Choice)]


def _failed(candidates: tuple[Candidate, ...]) -> list[tuple[str, str | None]]:
    return [(each.agent, each.failed) for each in candidates]


def test_candidates_stand_in_their_order_with_the_first_condition_each_failed() -> None:
    """RTE-001, RTE-011: the longest idle comes first; the others say why not them."""
    desk = Desk(
        queue("web"),
        queue("shop"),
        *(agent(name) for name in ("alice", "bob", "carol")),
        agent("dave", "shop"),
        agent("erin"),
    )
    desk.readies("alice", "bob", "carol", "dave")
    desk.chooses("carol", Wish.ON_BREAK)
    desk.enters("c1", "c2")
    first, second = _choices(desk, "c1")[0], _choices(desk, "c2")[0]
    assert _failed(first.candidates) == [
        ("alice", None),
        ("bob", None),
        ("erin", "logged_in"),
        ("carol", "available"),
        ("dave", "member"),
    ]
    assert (first.chosen, second.chosen) == ("alice", "bob")
    assert ("alice", "not_ringing") in _failed(second.candidates)


def test_every_offer_and_everything_else_is_told_in_order() -> None:
    """OFR-013: a missed offer returns to its place and is offered to the next agent."""
    desk = Desk(agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.enters("c1")
    desk.passes(30)
    desk.accepts("bob")
    told = list(explain(desk.records, "c1"))
    assert [type(e.decision) if isinstance(e, Event) else e.chosen for e in told] == [
        Queued,
        "alice",
        OfferWithdrawn,
        "bob",
        HandlingStarted,
    ]


def test_who_stood_ahead_is_shown_with_what_kept_the_agent_away() -> None:
    """CON-64: the sender of a transfer is passed over, so somebody later may come first."""
    desk = Desk(agent("alice"), agent("bob"))
    desk.readies("alice", "bob")
    desk.serves("alice", "c1")
    desk.chooses("bob", Wish.ON_BREAK)
    desk.transfers("alice", "c1", "web")
    desk.finishes_all("alice")
    desk.waits("c1")
    desk.enters("c2")
    desk.rings("c2", at="alice")
    (choice,) = _choices(desk, "c2")
    assert [(each.interaction, each.failed) for each in choice.ahead] == [("c1", "not_excluded")]


def test_who_still_waits_is_told_why() -> None:
    """RTE-006: it waits because nobody is eligible, and each agent's reason is named."""
    desk = Desk(agent("alice"))
    desk.logs_in("alice")
    desk.enters("c1")
    *_, last = explain(desk.records, "c1")
    assert isinstance(last, Choice)
    assert last.chosen is None
    assert _failed(last.candidates) == [("alice", "available")]


def test_of_an_unknown_interaction_there_is_nothing_to_tell() -> None:
    """An id that never entered gives an empty story."""
    desk = Desk(agent("alice"))
    assert list(explain(desk.records, "nobody")) == []
    assert standing(desk.router, "nobody") == ()


@pytest.mark.parametrize("seed", [0, 1, 3, 4, 5, 6])  # somebody waits at the end of each
def test_the_living_router_and_the_record_give_the_same_reasons(seed: int) -> None:
    """ARCHITECTURE: one conjunction, used by router, audit and explain."""
    chance = random.Random(seed)
    story = Story(chance.choice)
    for _ in range(120):
        chance.choice(EVENTS)(story)
    router = story.desk.router
    waiting = [one for one in router.interactions.values() if one.state == "waiting"]
    assert waiting
    for one in waiting:
        *_, last = explain(story.records, one.id)
        assert isinstance(last, Choice)
        told = {each.agent: each.failed for each in last.candidates}
        now = {each.agent: each.failed for each in standing(router, one.id)}
        assert now.items() <= told.items()
        assert None not in told.values()
