"""Transaction codes: mandatory or not, one or several, of the queue's lists alone."""

from collections.abc import Callable

import pytest

from router.decisions import CodesSet
from router.lifecycle import Status, Wish
from tests.router.desk import Desk, agent, codes, queue

OpenDesk = Callable[..., Desk]

OUTCOME = codes("outcome", "sold", "lost", mandatory=True)
THEMES = codes("themes", "price", "speed", multiple=True)
OTHER = codes("other", "elsewhere")


def _serving(open_desk: OpenDesk) -> Desk:
    web = queue(code_lists=("outcome", "themes"))
    desk = open_desk(web, OUTCOME, THEMES, OTHER, agent("alice"), agent("bob"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    return desk


def _chosen(desk: Desk) -> tuple[str, ...]:
    (handling,) = desk.router.agents["alice"].handlings.values()
    return handling.codes


def test_codes_are_chosen_during_the_contact_and_after(open_desk: OpenDesk) -> None:
    """DSP-022, DSP-025, DSP-006, CHT-020, CHT-027: at any time while the handling is open."""
    desk = _serving(open_desk)
    desk.codes("alice", "c1", "sold")
    desk.ends("alice", "c1")
    desk.codes("alice", "c1", "lost", "price")
    assert _chosen(desk) == ("lost", "price")
    desk.codes("alice", "c1")
    assert _chosen(desk) == ()


def test_a_mandatory_code_comes_before_finishing(open_desk: OpenDesk) -> None:
    """DSP-003, DSP-009, DSP-010, CON-17: ending is always allowed, finishing is not."""
    desk = _serving(open_desk)
    desk.ends("alice", "c1")
    desk.codes("alice", "c1", "price")
    with desk.refuses("code_required"):
        desk.finishes("alice", "c1")
    desk.codes("alice", "c1", "price", "lost")
    desk.finishes("alice", "c1")
    desk.is_over("c1")


def test_a_code_chosen_first_lets_the_agent_finish_at_once(open_desk: OpenDesk) -> None:
    """DSP-007: choose, end, finish."""
    desk = _serving(open_desk)
    desk.codes("alice", "c1", "sold")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.shows("alice", Status.AVAILABLE)


def test_an_optional_list_may_be_left_alone(open_desk: OpenDesk) -> None:
    """DSP-004, DSP-012: mandatory or optional is a setting of the list."""
    desk = open_desk(queue(code_lists=("themes",)), THEMES, agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.is_over("c1")


@pytest.mark.parametrize(
    "chosen", [("sold", "lost"), ("elsewhere",), ("gone",), ("sold", "elsewhere"), ("",)]
)
def test_codes_that_do_not_belong_are_refused(open_desk: OpenDesk, chosen: tuple[str, ...]) -> None:
    """DSP-001, DSP-013, STC-008, CON-46: of the queue's lists, and one where one is asked for."""
    desk = _serving(open_desk)
    with desk.refuses("invalid"):
        desk.codes("alice", "c1", *chosen)


def test_several_codes_where_several_are_allowed(open_desk: OpenDesk) -> None:
    """DSP-013: one or several, by list; a repeated one counts once."""
    desk = _serving(open_desk)
    desk.codes("alice", "c1", "speed", "sold", "price", "speed")
    assert _chosen(desk) == ("speed", "sold", "price")


def test_choosing_the_same_again_is_no_new_entry(open_desk: OpenDesk) -> None:
    """DSP-025: repeating is safe."""
    desk = _serving(open_desk)
    desk.codes("alice", "c1", "sold")
    desk.codes("alice", "c1", "sold")
    assert len(desk.made(CodesSet)) == 1


@pytest.mark.parametrize(("name", "interaction"), [("bob", "c1"), ("alice", "c2")])
def test_codes_belong_to_ones_own_handling(
    open_desk: OpenDesk, name: str, interaction: str
) -> None:
    """DSP-022: of an interaction one does not hold nothing is known."""
    desk = _serving(open_desk)
    with desk.refuses("not_found"):
        desk.codes(name, interaction, "sold")


def test_a_list_that_becomes_optional_lets_go(open_desk: OpenDesk) -> None:
    """DSP-012: the policy in force decides, also over what is already in wrap-up."""
    desk = _serving(open_desk)
    desk.ends("alice", "c1")
    desk.adopts(queue(), agent("alice"))
    desk.finishes("alice", "c1")
    desk.is_over("c1")


def test_a_mandatory_list_without_codes_asks_for_nothing(open_desk: OpenDesk) -> None:
    """DSP-003: nobody can choose from an empty list, so nobody is held up by one."""
    empty = codes("empty", mandatory=True)
    why = codes("why", kind="status", mandatory=True, statuses=("on_break",))
    desk = open_desk(queue(code_lists=("empty",)), empty, why, agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    desk.chooses("alice", Wish.ON_BREAK)
    desk.shows("alice", Status.ON_BREAK)


# --- The automatic code --------------------------------------------------------------------------


def _automatic(open_desk: OpenDesk, *, code: str = "lost", wrap_up: float = 60) -> Desk:
    web = queue(code_lists=("outcome", "themes"), automatic_code=code, wrap_up=wrap_up)
    desk = open_desk(web, OUTCOME, THEMES, OTHER, agent("alice"))
    desk.readies("alice")
    desk.serves("alice", "c1")
    return desk


def test_the_system_sets_the_code_when_the_countdown_ends(open_desk: OpenDesk) -> None:
    """DSP-010, DSP-028, DSP-030, WRP-004: with the queue's automatic code nobody is held up."""
    desk = _automatic(open_desk)
    desk.ends("alice", "c1")
    desk.codes("alice", "c1", "price")
    desk.passes(60)
    desk.is_over("c1")
    desk.shows("alice", Status.AVAILABLE)
    made = desk.made(CodesSet)[-1]
    assert (made.by, made.codes) == ("system", ("price", "lost"))


def test_the_agents_own_code_stands(open_desk: OpenDesk) -> None:
    """DSP-028: the system fills in only what is missing."""
    desk = _automatic(open_desk)
    desk.codes("alice", "c1", "sold")
    desk.ends("alice", "c1")
    desk.passes(60)
    desk.is_over("c1")
    assert [made.by for made in desk.made(CodesSet)] == ["agent"]


def test_finishing_by_hand_still_asks_for_a_code(open_desk: OpenDesk) -> None:
    """DSP-003, CON-17: the automatic code is for those who let the countdown run out."""
    desk = _automatic(open_desk)
    desk.ends("alice", "c1")
    with desk.refuses("code_required"):
        desk.finishes("alice", "c1")


def test_without_a_countdown_the_code_is_set_at_the_end(open_desk: OpenDesk) -> None:
    """DSP-028, WRP-017: a wrap-up of no length ends when it begins."""
    desk = _automatic(open_desk, wrap_up=0)
    desk.leaves("c1")
    desk.is_over("c1")
    assert desk.made(CodesSet)[-1].by == "system"


@pytest.mark.parametrize("code", ["price", "elsewhere"])
def test_a_code_that_settles_nothing_is_not_set(open_desk: OpenDesk, code: str) -> None:
    """DSP-010, WRP-006: only a code of the mandatory list ends the wrap-up."""
    desk = _automatic(open_desk, code=code)
    desk.ends("alice", "c1")
    desk.passes(90)
    desk.shows("alice", Status.WRAP_UP)
    assert desk.made(CodesSet) == []
