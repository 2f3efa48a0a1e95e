"""Journals damaged in ways no router could bring about: judged and told, never crashed on."""

from typing import get_args

from msgspec.structs import replace

from router.audit import audit
from router.audit.fold import FOLDS
from router.decisions import (
    Decision,
    HandlingClosed,
    HandlingEnded,
    InteractionAbandoned,
    InteractionDiscarded,
    PolicyAdopted,
    Queued,
    StatusChanged,
    WrapUpOverdue,
)
from router.explain import Choice, explain
from router.history import Record
from router.inputs import (
    AgentReachable,
    DiscardInteraction,
    InteractionLeft,
    PolicyChanged,
    TransferToAgent,
)
from router.lifecycle import Medium
from tests.router.audit.doctored import added, appended, dropped, offered
from tests.router.audit.journals import sound, two_at_work, with_chat
from tests.router.desk import Desk, agent, codes, company, queue


def _said(records: list[Record], rule: str) -> list[str]:
    return [found.sentence for found in audit(records) if found.rule == rule]


def test_every_decision_can_be_followed() -> None:
    """ARCHITECTURE: the audit has a view of its own of all there is; a policy it adopts."""
    assert set(FOLDS) == set(get_args(Decision)) - {PolicyAdopted}


def test_nobody_can_abandon_who_never_came() -> None:
    """QUE-030: the books count whoever came, and nobody else."""
    left = InteractionLeft(interaction="c9")
    gone = InteractionAbandoned(interaction="c9", queue="web")
    records = appended(sound(with_chat()), left, gone)
    assert _said(records, "life-cycle") == ["c9 becomes abandoned but is not live"]
    assert _said(records, "no-loss") == []


def test_nobody_can_throw_away_what_never_came() -> None:
    """QUE-030: nor do the books count it as thrown away."""
    asked = DiscardInteraction(agent="alice", interaction="c9")
    gone = InteractionDiscarded(interaction="c9", queue="web", agent="alice")
    records = appended(sound(with_chat()), asked, gone)
    assert "c9 is not for alice to throw away" in _said(records, "discard")
    assert _said(records, "no-loss") == []


def test_what_was_handed_on_cannot_end_again() -> None:
    """WRP-015: the sender's wrap-up says nothing about the contact any more."""
    desk = with_chat()
    desk.transfers("alice", "c1", "web")
    (ended,) = desk.made(HandlingEnded)
    (said,) = _said(added(sound(desk), ended), "life-cycle")
    assert said == f"HandlingEnded of {ended.handling}, which is wrap_up"


def test_nobody_can_be_handed_on_who_never_came() -> None:
    """XFR-001: a transfer to an agent is a transfer of somebody."""
    desk = with_chat()
    cause = TransferToAgent(agent="alice", interaction="c9", to_agent="bob")
    made = Queued(
        interaction="c9",
        medium=Medium.CHAT,
        queue="web",
        priority=0,
        entered_at=desk.at,
        order=len(desk.records) + 1,
        reason="transferred",
        excluded="alice",
    )
    said = _said(appended(sound(desk), cause, made), "life-cycle")
    assert said == ["c9 is transferred but is not live"]


def test_declining_costs_a_break_where_no_row_names_the_price() -> None:
    """CON-01, CON-05: a policy may have lost a medium's row; nobody declines for nothing."""
    desk = two_at_work()
    desk.enters("c1")
    desk.passes(30)
    records = sound(desk)
    bare = company(agent("alice", may_reject=True), agent("bob"), media=())
    rowless = [replace(records[0], input=PolicyChanged(policy=bare)), *records[1:]]
    assert _said(rowless, "declined") == []
    (said,) = _said(dropped(rowless, StatusChanged), "declined")
    assert said.endswith("is available, not on_break")


def test_nobody_is_made_to_choose_what_the_queue_sets() -> None:
    """DSP-028: a wrap-up that counts up though the automatic code would have ended it."""
    desk = Desk(
        queue(code_lists=("outcome",), automatic_code="lost"),
        codes("outcome", "sold", "lost", mandatory=True),
        agent("alice"),
    )
    desk.readies("alice")
    desk.serves("alice", "c1")
    desk.ends("alice", "c1")
    desk.passes(60)
    (closed,) = desk.made(HandlingClosed)
    records = sound(desk)
    overdue = WrapUpOverdue(handling=closed.handling, interaction="c1", agent="alice")
    records = [*records[:-1], replace(records[-1], decisions=(overdue,))]
    (said,) = _said(records, "automatic-code")
    assert said == f"{closed.handling} counts up though its queue sets the code"


def test_a_story_is_told_from_a_damaged_record() -> None:
    """ARCHITECTURE: what makes no sense is left out of the explanation; the audit names it."""
    records = offered(sound(with_chat()), "c9", "bob")
    records = appended(records, AgentReachable(agent="bob"), PolicyAdopted())
    assert list(explain(records, "c9")) == []
    assert any(isinstance(each, Choice) for each in explain(records, "c1"))


def test_progress_is_told_entry_by_entry() -> None:
    """Long records show how far the explanation has come."""
    records = sound(with_chat())
    told: list[int] = []
    assert list(explain(records, "c1", on_entry=told.append))
    assert told == [record.n for record in records]
