"""Statuses: what an agent may choose, and what is shown."""

from collections.abc import Callable

import pytest

from router.decisions import StatusChanged
from router.ids import seconds
from router.lifecycle import CHOICES, Status, Wish, shown_status
from tests.router.desk import Desk, agent, codes

OpenDesk = Callable[..., Desk]

WHY = codes(
    "why", "meeting", "lunch", kind="status", mandatory=True, statuses=("offline", "on_break")
)


def _in(open_desk: OpenDesk, status: Status, *parts: object, **settings: object) -> Desk:
    """Open a desk at which alice is shown so."""
    desk = open_desk(agent("alice"), *parts, **settings)
    if status is Status.LOGGED_OUT:
        return desk
    desk.logs_in("alice")
    if status is Status.ON_BREAK:
        return desk
    if status is Status.OFFLINE:
        desk.chooses("alice", Wish.OFFLINE)
        return desk
    desk.chooses("alice", Wish.AVAILABLE)
    if status is not Status.AVAILABLE:
        desk.serves("alice", "c1")
    if status is Status.BUSY_STOP_NEW:
        desk.stops_new("alice")
    if status is Status.WRAP_UP:
        desk.ends("alice", "c1")
    return desk


MENU = {
    Status.AVAILABLE: {Wish.OFFLINE, Wish.ON_BREAK},
    Status.BUSY: set(),
    Status.BUSY_STOP_NEW: set(),
    Status.WRAP_UP: {Wish.AVAILABLE},
    Status.OFFLINE: {Wish.AVAILABLE, Wish.ON_BREAK, Wish.LOGGED_OUT},
    Status.ON_BREAK: {Wish.AVAILABLE, Wish.OFFLINE, Wish.LOGGED_OUT},
    Status.LOGGED_OUT: set(),
}
"""What the requirements list for each status, written down a second time."""


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("wish", Wish)
def test_exactly_the_listed_statuses_can_be_chosen(
    open_desk: OpenDesk, status: Status, wish: Wish
) -> None:
    """STA-001, STA-008, STA-013, STA-018, STA-023, STA-029: the menu, and refused otherwise."""
    desk = _in(open_desk, status)
    desk.shows("alice", status)
    if wish in MENU[status]:
        desk.chooses("alice", wish)
        desk.shows("alice", Status(wish.value))
    elif wish.value == status.value:
        desk.chooses("alice", wish)  # what one already is can be repeated and changes nothing
        desk.shows("alice", status)
    else:
        with desk.refuses("status_not_allowed"):
            desk.chooses("alice", wish)
    assert set(CHOICES[status]) == MENU[status]


def test_a_session_begins_on_break(open_desk: OpenDesk) -> None:
    """SES-009, CON-13: logging in is not yet being ready to work."""
    desk = _in(open_desk, Status.ON_BREAK)
    desk.enters("c1")
    desk.waits("c1")


def test_ready_to_work_makes_available(open_desk: OpenDesk) -> None:
    """SES-010, SES-029, STA-009: the working session starts with the first choice."""
    desk = _in(open_desk, Status.ON_BREAK)
    desk.chooses("alice", Wish.AVAILABLE)
    desk.shows("alice", Status.AVAILABLE)
    desk.enters("c1")
    desk.rings("c1", at="alice")


@pytest.mark.parametrize("status", [Status.OFFLINE, Status.ON_BREAK, Status.LOGGED_OUT])
def test_nothing_is_offered_to_who_is_not_available(open_desk: OpenDesk, status: Status) -> None:
    """SES-011, STA-016, STA-026, STA-030, STA-045, RTE-007: not until the agent leaves it."""
    desk = _in(open_desk, status)
    desk.enters("c1")
    desk.passes(3600)
    desk.waits("c1")


def test_working_offline_ends_with_a_choice(open_desk: OpenDesk) -> None:
    """STA-010: available again through the menu."""
    desk = _in(open_desk, Status.OFFLINE)
    desk.enters("c1")
    desk.chooses("alice", Wish.AVAILABLE)
    desk.rings("c1", at="alice")


def test_a_logged_out_agent_receives_nothing(open_desk: OpenDesk) -> None:
    """SES-016, STA-030: logging out is a status like any other, and the last one."""
    desk = _in(open_desk, Status.OFFLINE)
    desk.chooses("alice", Wish.LOGGED_OUT)
    desk.shows("alice", Status.LOGGED_OUT)
    desk.enters("c1")
    desk.waits("c1")


def test_logging_out_while_available_is_a_setting(open_desk: OpenDesk) -> None:
    """CON-11: refused by default; where it is allowed, it withdraws what rings."""
    strict = _in(open_desk, Status.AVAILABLE)
    with strict.refuses("status_not_allowed"):
        strict.chooses("alice", Wish.LOGGED_OUT)
    lenient = _in(open_desk, Status.AVAILABLE, logout_from_available=True)
    lenient.enters("c1")
    lenient.chooses("alice", Wish.LOGGED_OUT)
    lenient.shows("alice", Status.LOGGED_OUT)
    lenient.waits("c1")


def test_busy_admits_no_other_status_even_where_logging_out_is_easy(open_desk: OpenDesk) -> None:
    """STA-013: not until the transaction is finished."""
    desk = _in(open_desk, Status.BUSY, logout_from_available=True)
    for wish in Wish:
        with desk.refuses("status_not_allowed"):
            desk.chooses("alice", wish)


def test_the_elapsed_time_counts_from_the_change(open_desk: OpenDesk) -> None:
    """STA-004: since when the shown status is what it is; a further chat changes nothing."""
    desk = _in(open_desk, Status.BUSY)
    since = desk.router.agents["alice"].since
    assert since == desk.at
    desk.passes(200)
    desk.serves("alice", "c2")
    assert desk.router.agents["alice"].since == since
    desk.ends("alice", "c1")
    desk.ends("alice", "c2")
    assert desk.router.agents["alice"].since == desk.at == since + seconds(200) + 1


def test_wrap_up_is_a_state_of_its_own(open_desk: OpenDesk) -> None:
    """STA-053, WRP-016: shown when nothing but wrap-up is left."""
    desk = _in(open_desk, Status.BUSY)
    desk.serves("alice", "c2")
    desk.ends("alice", "c1")
    desk.shows("alice", Status.BUSY)
    desk.ends("alice", "c2")
    desk.shows("alice", Status.WRAP_UP)


@pytest.mark.parametrize("wish", Wish)
@pytest.mark.parametrize("work", [(0, 0), (1, 0), (0, 1), (2, 3)])
@pytest.mark.parametrize("stop_new", [False, True])
def test_the_shown_status_is_one_function(
    wish: Wish, work: tuple[int, int], stop_new: bool
) -> None:
    """STA-002, STA-006, STA-019, STA-048, WRP-016: work before wish, logged out before all."""
    active, in_wrap_up = work
    if wish is Wish.LOGGED_OUT:
        expected = Status.LOGGED_OUT
    elif active:
        expected = Status.BUSY_STOP_NEW if stop_new else Status.BUSY
    elif in_wrap_up:
        expected = Status.WRAP_UP
    else:
        expected = Status(wish.value)
    assert shown_status(wish, active, in_wrap_up, stop_new=stop_new) is expected
    pulled = Status.OFFLINE if active and wish is Wish.OFFLINE else expected
    assert shown_status(wish, active, in_wrap_up, stop_new=stop_new, offline=True) is pulled


# --- Status codes --------------------------------------------------------------------------------


def test_a_status_with_codes_takes_effect_with_a_code_only(open_desk: OpenDesk) -> None:
    """STC-002, STC-003, STC-004, STA-054: no reason, no change."""
    desk = _in(open_desk, Status.AVAILABLE, WHY)
    with desk.refuses("code_required"):
        desk.chooses("alice", Wish.ON_BREAK)
    with desk.refuses("invalid"):
        desk.chooses("alice", Wish.ON_BREAK, "holiday")
    desk.chooses("alice", Wish.ON_BREAK, "lunch")
    desk.shows("alice", Status.ON_BREAK)


def test_the_code_is_recorded_with_the_status(open_desk: OpenDesk) -> None:
    """STC-005, STA-055: both are in the record, and the next status has its own."""
    desk = _in(open_desk, Status.AVAILABLE, WHY)
    desk.chooses("alice", Wish.OFFLINE, "meeting")
    desk.chooses("alice", Wish.AVAILABLE)
    *_, offline, available = desk.made(StatusChanged)
    assert (offline.status, offline.code) == (Status.OFFLINE, "meeting")
    assert (available.status, available.code) == (Status.AVAILABLE, None)


def test_without_codes_nothing_is_asked(open_desk: OpenDesk) -> None:
    """STC-006: a company without status codes changes status at once; a made-up code is refused."""
    desk = _in(open_desk, Status.AVAILABLE)
    with desk.refuses("invalid"):
        desk.chooses("alice", Wish.ON_BREAK, "lunch")
    desk.chooses("alice", Wish.ON_BREAK)
    desk.shows("alice", Status.ON_BREAK)


def test_optional_codes_may_be_left_out(open_desk: OpenDesk) -> None:
    """STC-008, DSP-010: only a mandatory list insists."""
    optional = codes("why", "lunch", kind="status", statuses=("on_break",))
    desk = _in(open_desk, Status.AVAILABLE, optional)
    desk.chooses("alice", Wish.ON_BREAK)
    desk.shows("alice", Status.ON_BREAK)


def test_the_system_gives_its_own_reason(open_desk: OpenDesk) -> None:
    """STC-009: missing an offer leads to a break without a code being asked for."""
    desk = _in(open_desk, Status.AVAILABLE, WHY)
    desk.enters("c1")
    desk.passes(30)
    *_, last = desk.made(StatusChanged)
    assert (last.status, last.code, last.reason) == (Status.ON_BREAK, None, "timed_out")
