"""Figures count what the record says, where and when it happened."""

from reports.figures import Figures
from reports.quarters import QUARTER, quarter_of, split
from reports.waits import Waits
from router import inputs as i
from router.history import Record
from router.ids import seconds
from router.lifecycle import Medium, Status, Wish
from router.machine import Router
from router.policy import AgentPolicy, CodeList, Membership, Policy, QueuePolicy

START = 1_800_000_000_000_000

REASONS = CodeList(
    id="reason",
    kind="status",
    mandatory=False,
    multiple=False,
    codes=("meeting",),
    statuses=(Status.OFFLINE,),
)
OUTCOMES = CodeList(
    id="outcome",
    kind="transaction",
    mandatory=False,
    multiple=True,
    codes=("spam", "sale", "refund"),
)


class Day:
    """One queue, one agent, and figures that follow."""

    def __init__(self) -> None:
        self.router = Router()
        self.figures = Figures(seconds(30))
        self.n = 0
        self.at = START
        queue = QueuePolicy(
            id="web",
            media=(Medium.CHAT, Medium.EMAIL),
            wrap_up=seconds(60),
            code_lists=("outcome",),
        )
        agent = AgentPolicy(id="alice", may_reject=True, memberships=(Membership(queue="web"),))
        policy = Policy(queues=(queue,), agents=(agent,), code_lists=(REASONS, OUTCOMES))
        self.tell(i.PolicyChanged(policy=policy))
        self.tell(i.AgentReachable(agent="alice"))

    def tell(self, cause: i.Input, *, after: float = 0) -> None:
        self.at += seconds(after)
        decisions = self.router.receive(self.n + 1, self.at, cause)
        self.n += 1
        self.figures.follow(Record(n=self.n, at=self.at, input=cause, decisions=tuple(decisions)))

    def be(self, wish: Wish, *, after: float = 0) -> None:
        self.tell(i.SetStatus(agent="alice", status=wish), after=after)

    def enters(self, name: str, *, after: float = 0) -> None:
        self.tell(
            i.InteractionEntered(interaction=name, medium=Medium.CHAT, queue="web"), after=after
        )

    @property
    def offer(self) -> str:
        return next(iter(self.router.offers))


def test_a_chat_that_waited_was_handled_and_wrapped_up():
    """Waited, handled and wrapped, each with its time; service level by the threshold."""
    day = Day()
    day.enters("c1")
    day.be(Wish.AVAILABLE, after=40)
    day.tell(i.AcceptOffer(agent="alice", offer=day.offer), after=5)
    day.tell(i.EndInteraction(agent="alice", interaction="c1"), after=120)
    day.tell(i.FinishWrapUp(agent="alice", interaction="c1"), after=20)

    row = day.figures.by_queue()["web"]

    assert (row.entered, row.offered, row.accepted, row.handled) == (1, 1, 1, 1)
    assert row.accepted_in_time == 0
    assert row.service_level == 0.0
    assert row.waits.longest == seconds(45)
    assert (row.handling, row.wrap_up) == (seconds(120), seconds(20))


def test_an_early_hang_up_is_held_against_nobody():
    day = Day()
    day.enters("c1")
    day.tell(i.InteractionLeft(interaction="c1"), after=10)
    day.enters("c2")
    day.tell(i.InteractionLeft(interaction="c2"), after=31)

    row = day.figures.by_queue()["web"]

    assert (row.abandoned, row.abandoned_in_time) == (2, 1)
    assert row.service_level == 0.0


def test_rejected_and_missed_are_two_things():
    day = Day()
    day.be(Wish.AVAILABLE)
    day.enters("c1")
    day.tell(i.RejectOffer(agent="alice", offer=day.offer))
    day.be(Wish.AVAILABLE)
    day.tell(i.ClockReached(), after=31)

    row = day.figures.by_agent()["alice"]

    assert (row.offered, row.rejected, row.missed, row.accepted) == (2, 1, 1, 0)


def test_the_time_in_each_status_is_divided_among_the_quarters():
    """STA-055: status time, and occupancy from it."""
    day = Day()
    day.be(Wish.AVAILABLE)
    day.figures.close(day.at + 2 * QUARTER)

    rows = {at: row.statuses[Status.AVAILABLE] for (at, _), row in day.figures.agents.items()}

    assert sum(rows.values()) == 2 * QUARTER
    assert all(spent <= QUARTER for spent in rows.values())
    assert day.figures.by_agent()["alice"].occupancy == 0.0


def test_a_status_code_counts_how_often_and_how_long():
    """STC-005, ADM-031: the reason for a status is in the report, quarter by quarter."""
    day = Day()
    day.tell(i.SetStatus(agent="alice", status=Wish.OFFLINE, code="meeting"))
    day.be(Wish.AVAILABLE, after=QUARTER / 1_000_000)
    day.tell(i.SetStatus(agent="alice", status=Wish.OFFLINE, code="meeting"), after=60)
    day.figures.close(day.at + seconds(40))

    row = day.figures.by_code()["meeting"]

    assert (row.chosen, row.time) == (2, QUARTER + seconds(40))
    assert sum(each.time for each in day.figures.codes.values()) == row.time


def test_a_transaction_code_counts_with_the_work_that_bears_it():
    """ADM-031: every code an interaction closed with, once; what was changed before does not."""
    day = Day()
    day.be(Wish.AVAILABLE)
    day.enters("c1")
    day.tell(i.AcceptOffer(agent="alice", offer=day.offer), after=5)
    day.tell(i.SetCodes(agent="alice", interaction="c1", codes=("spam",)), after=10)
    day.tell(i.SetCodes(agent="alice", interaction="c1", codes=("sale", "refund")), after=10)
    day.tell(i.EndInteraction(agent="alice", interaction="c1"), after=100)
    day.tell(i.FinishWrapUp(agent="alice", interaction="c1"), after=20)

    rows = {code: (row.chosen, row.time) for code, row in day.figures.by_code().items()}

    assert rows == {"sale": (1, seconds(140)), "refund": (1, seconds(140))}


def test_a_percentile_is_near_the_truth():
    waits = Waits()
    for second in range(1, 1001):
        waits.add(seconds(second))

    for share in (0.5, 0.9, 0.99):
        found = waits.percentile(share)
        assert found is not None
        assert abs(found - seconds(share * 1000)) <= 0.06 * seconds(share * 1000)
    assert waits.percentile(1.0) == seconds(1000)


def test_a_stretch_is_divided_without_a_gap():
    start = quarter_of(START) + seconds(100)
    pieces = list(split(start, start + 3 * QUARTER))

    assert [quarter for quarter, _ in pieces] == [quarter_of(start) + k * QUARTER for k in range(4)]
    assert sum(spent for _, spent in pieces) == 3 * QUARTER


def test_what_is_handed_on_is_counted_whenever_it_goes():
    """RTE-012, WRP-013: a chat at its end, a mail also in its wrap-up; handled once each."""
    day = Day()
    day.be(Wish.AVAILABLE)
    for name, medium in (("c1", Medium.CHAT), ("m1", Medium.EMAIL)):
        day.tell(i.InteractionEntered(interaction=name, medium=medium, queue="web"), after=1)
        (offer,) = day.router.offers
        day.tell(i.AcceptOffer(agent="alice", offer=offer), after=1)
        if medium is Medium.EMAIL:
            day.tell(i.EndInteraction(agent="alice", interaction=name), after=1)
        day.tell(
            i.TransferToQueue(agent="alice", interaction=name, queue="web", confirm=True), after=1
        )
        day.tell(i.FinishWrapUp(agent="alice", interaction=name), after=1)
        day.tell(i.SetStatus(agent="alice", status=Wish.OFFLINE), after=1)
        day.tell(i.InteractionLeft(interaction=name), after=1)
        day.be(Wish.AVAILABLE, after=1)
    row = day.figures.by_queue()["web"]
    assert (row.transferred_out, row.transferred_in, row.handled) == (2, 2, 2)
