"""What the router lets others see: for those who show, never for those who decide."""

from collections.abc import Callable

import pytest

from router.inputs import ClockReached
from tests.router.desk import Desk, agent, codes, queue

OpenDesk = Callable[..., Desk]


def test_number_instant_and_policy_are_those_of_the_last_entry(open_desk: OpenDesk) -> None:
    """ARCHITECTURE: nothing is known that no entry has told."""
    desk = open_desk(agent("alice"))
    desk.readies("alice")
    desk.enters("c1")
    last = desk.records[-1]
    assert (desk.router.n, desk.router.at) == (last.n, last.at)
    assert desk.router.policy.agents == (agent("alice"),)


def test_a_queue_that_no_policy_has_any_more_is_still_there(open_desk: OpenDesk) -> None:
    """QUE-030: whoever waits in it keeps their place."""
    desk = open_desk(queue("shop"), queue("web"), agent("alice"))
    desk.enters("c1", to="shop")
    desk.adopts(queue("web"), agent("alice"))
    assert set(desk.router.queues) == {"shop", "web"}
    assert desk.router.position("c1") == 1


def test_a_missing_code_is_told_until_it_is_chosen(open_desk: OpenDesk) -> None:
    """DSP-003: the desk shows at any time whether finishing would be refused."""
    desk = open_desk(
        queue(code_lists=("outcome",)),
        codes("outcome", "sold", "lost", mandatory=True),
        agent("alice"),
    )
    desk.readies("alice")
    desk.serves("alice", "c1")
    (handling,) = desk.router.handlings
    assert desk.router.lacks_code(handling)
    desk.codes("alice", "c1", "sold")
    assert not desk.router.lacks_code(handling)


@pytest.mark.parametrize(("number", "later"), [(0, 0), (1, -1)])
def test_time_and_numbers_only_run_forwards(number: int, later: int) -> None:
    """ARCHITECTURE: an entry out of order is refused before anything is decided."""
    desk = Desk(agent("alice"))
    before = desk.router.snapshot()
    with pytest.raises(ValueError, match="does not follow"):
        desk.router.receive(desk.router.n + number, desk.router.at + later, ClockReached())
    assert desk.router.snapshot() == before
