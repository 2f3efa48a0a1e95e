"""For every rule of the audit a record that breaks it, made by hand from a sound one."""

import pytest

from router.audit import RULES, Auditor, audit
from router.decisions import (
    CodesSet,
    Decision,
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    InteractionClosed,
    Offered,
    OfferWithdrawn,
    PolicyAdopted,
    Queued,
    QueuesEnabled,
    WaitLimitReached,
    WrapUpExtended,
    WrapUpOverdue,
)
from router.eligibility import CONDITIONS
from router.ids import seconds
from router.inputs import (
    AgentUnreachable,
)
from router.lifecycle import Medium, Withdrawal
from router.policy import Membership
from tests.router.audit import bad_offers, bad_records, bad_routing, bad_statuses, bad_work
from tests.router.audit.doctored import (
    appended,
    offered,
)
from tests.router.audit.journals import Maker, sound, with_chat
from tests.router.desk import Desk, agent, queue

BAD = [*bad_records.BAD, *bad_offers.BAD, *bad_statuses.BAD, *bad_work.BAD, *bad_routing.BAD]


@pytest.mark.parametrize(
    ("rule", "says", "make"), BAD, ids=lambda value: getattr(value, "__name__", value or "-")
)
def test_is_caught(rule: str, says: str, make: Maker) -> None:
    """ARCHITECTURE: each rule objects to a record that breaks it, and names its requirements."""
    found = [violation for violation in audit(make()) if violation.rule == rule]
    assert any(says in violation.sentence for violation in found), found
    assert all(violation.requirements and violation.sentence for violation in found)


def test_what_a_channel_took_in_and_nobody_routed_is_caught() -> None:
    """QUE-030: the record must have as many contacts as the channels committed."""
    records = sound(with_chat())
    assert list(audit(records, intakes={Medium.CHAT: 1})) == []
    (lost,) = audit(records, intakes={Medium.CHAT: 2})
    assert (lost.rule, lost.n) == ("no-loss", records[-1].n)


def test_no_rule_is_without_a_journal_that_breaks_it() -> None:
    """A rule nothing can break would prove nothing."""
    assert {rule for rule, _, _ in BAD} | {"no-loss"} == {rule.id for rule in RULES}


# --- Every condition of eligibility --------------------------------------------------------------


def _alone(**dials: object) -> Desk:
    desk = Desk(agent("alice", **dials), agent("bob"), agent("carol"))
    desk.logs_in("bob")
    return desk


def _ineligible(condition: str) -> Desk:
    """Give a desk where ``c1`` waits and alice fails exactly this condition."""
    match condition:
        case "logged_in":
            desk = _alone()
        case "member":
            desk = Desk(queue("web"), queue("shop"), agent("alice", "shop"))
            desk.readies("alice")
        case "enabled":
            desk = _alone(memberships=(Membership(queue="web", enabled=False),))
            desk.readies("alice")
        case "takes_callbacks":
            desk = Desk(queue(media=(Medium.CALLBACK,)), agent("alice"))
            desk.readies("alice")
            desk.enters("c1", by=Medium.CALLBACK)
            return desk
        case "available":
            desk = _alone()
            desk.logs_in("alice")
        case "present":
            desk = _alone()
            desk.readies("alice")
            desk.vanishes("alice")
        case "not_stop_new":
            desk = _alone()
            desk.readies("alice")
            desk.serves("alice", "c0")
            desk.stops_new("alice")
        case "not_ringing":
            desk = _alone()
            desk.readies("alice")
            desk.enters("c0")
        case "room":
            desk = _alone(max_chats=1)
            desk.readies("alice")
            desk.serves("alice", "c0")
        case "not_paced":
            desk = Desk(queue("web"), agent("alice"), agent("bob"), gentle_start=seconds(30))
            desk.readies("alice")
            desk.serves("alice", "c0")
        case "kept_for_them":
            desk = _alone()
            desk.readies("bob", "alice")
            desk.serves("bob", "c1")
            desk.logs_in("carol")
            desk.hands("bob", "c1", to="carol")
            return desk
        case _:
            desk = _alone()
            desk.readies("alice")
            desk.serves("alice", "c1")
            desk.transfers("alice", "c1", "web")
            desk.finishes_all("alice")
            return desk
    desk.enters("c1")
    return desk


@pytest.mark.parametrize("condition", [name for name, _ in CONDITIONS])
def test_an_offer_that_breaks_a_condition_is_caught(condition: str) -> None:
    """RTE-007, QUE-022: eligible is a conjunction, and each part of it counts."""
    desk = _ineligible(condition)
    desk.waits("c1")
    bad = offered(sound(desk), "c1", "alice", idle_since=desk.router.agents["alice"].idle_since)
    found = [v.sentence for v in audit(bad) if v.rule == "eligible"]
    assert [repr(condition) in sentence for sentence in found] == [True]


def test_an_unknown_agent_gets_nothing() -> None:
    """RTE-007: who is in no policy is never asked, and the audit does not stumble over the name."""
    desk = Desk(agent("alice"))
    desk.enters("c1")
    rules = {v.rule for v in audit(offered(sound(desk), "c1", "mallory"))}
    assert "eligible" in rules


def test_a_record_about_things_unknown_is_judged_not_crashed_on() -> None:
    """A journal may be damaged in any way; the audit says so and goes on."""
    nonsense: list[Decision] = [
        HandlingClosed(
            handling="9.9", interaction="c9", agent="zoe", outcome="timed_out", idle_since=0
        ),
        HandlingEnded(handling="9.9", interaction="c9", agent="zoe", by="agent", wrap_up_ends_at=0),
        WrapUpExtended(handling="9.9", interaction="c9", agent="zoe", wrap_up_ends_at=0),
        WrapUpOverdue(handling="9.9", interaction="c9", agent="zoe"),
        CodesSet(handling="9.9", interaction="c9", agent="zoe", codes=("x",)),
        OfferWithdrawn(
            offer="9.9", interaction="c9", agent="zoe", queue="nowhere", reason=Withdrawal.REJECTED
        ),
        WaitLimitReached(interaction="c9", queue="nowhere"),
        InteractionClosed(interaction="c9"),
        Offered(
            offer="9.9",
            interaction="c9",
            agent="zoe",
            queue="nowhere",
            expires_at=0,
            held=0,
            idle_since=0,
        ),
        HandlingStarted(
            handling="9.8",
            offer="9.9",
            interaction="c9",
            agent="zoe",
            queue="nowhere",
            medium=Medium.CHAT,
            wrap_up=0,
        ),
        Queued(
            interaction="c9",
            medium=Medium.CHAT,
            queue="nowhere",
            priority=0,
            entered_at=0,
            order=0,
            reason="transferred",
        ),
        PolicyAdopted(),
        QueuesEnabled(agent="zoe", queues=("nowhere",)),
    ]
    records = sound(with_chat())
    for made in nonsense:
        found = list(audit(appended(records, AgentUnreachable(agent="zoe"), made)))
        assert found, made


def test_progress_is_told_entry_by_entry() -> None:
    """Long records show how far the audit has come."""
    records = sound(with_chat())
    told: list[int] = []
    assert list(audit(records, on_entry=told.append)) == []
    assert told == [record.n for record in records]


def test_the_books_say_how_everybody_went() -> None:
    """QUE-030: who came was closed, was abandoned, or is live."""
    desk = with_chat()
    desk.enters("c2", "c3")
    desk.leaves("c2")
    desk.ends("alice", "c1")
    desk.finishes("alice", "c1")
    auditor = Auditor()
    assert [v for record in desk.records for v in auditor.examine(record)] == []
    (books,) = auditor.balance().values()
    counted = (books.entered, books.closed, books.abandoned, books.discarded, books.live)
    assert counted == (3, 1, 1, 0, 1)
