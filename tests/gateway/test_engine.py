"""The engine decides in memory, commits once, then speaks (design section 2)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import cast

import pytest

from gateway.engine import Engine
from gateway.fatal import Fatal
from router import decisions as d
from router import inputs as i
from router.history import Record
from router.lifecycle import Medium, Wish, Withdrawal
from router.machine import Router
from router.policy import AgentPolicy, Membership, Policy, QueuePolicy
from router.refusal import Refused
from storage.database import Database
from storage.transaction import Transaction
from tests.fakes.clock import FakeClock

POLICY = Policy(
    queues=(QueuePolicy(id="web", media=(Medium.CHAT,)),),
    agents=(AgentPolicy(id="alice", memberships=(Membership(queue="web"),)),),
)


class House:
    """An engine on a real database, with a journal that is a list."""

    def __init__(self, database: Database) -> None:
        self.clock = FakeClock()
        self.journal: list[Record] = []
        self.heard: list[int] = []
        self.fatal: list[str] = []
        self.fails = False
        self.engine = Engine(
            router=Router(),
            database=database,
            append=self._append,
            projections=(),
            clock=self.clock,
            fatal=cast("Fatal", self._fatal),  # it only remembers: this process goes on
        )
        self.engine.listen(lambda record: self.heard.append(record.n))

    def _append(self, tx: Transaction, records: Sequence[Record]) -> None:
        if self.fails:
            raise OSError("the disk is full")
        self.journal.extend(records)

    def _fatal(self, why: str) -> None:
        self.fatal.append(why)

    async def settle(self) -> None:
        """Let everything the engine has started come to its end."""
        while self.engine.busy:
            await asyncio.sleep(0)

    def withdrawals(self) -> list[Withdrawal]:
        return [
            each.reason
            for record in self.journal
            for each in record.decisions
            if isinstance(each, d.OfferWithdrawn)
        ]


@pytest.fixture
async def house(tmp_path) -> AsyncIterator[House]:
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")
    house = House(database)
    await house.engine.start(down_for=0)
    await house.engine.submit(i.PolicyChanged(policy=POLICY))
    await house.engine.submit(i.AgentReachable(agent="alice"))
    await house.engine.submit(i.SetStatus(agent="alice", status=Wish.AVAILABLE))
    yield house
    house.engine.stop()
    await house.settle()
    await database.close()


async def test_what_was_decided_is_heard_only_after_it_was_written(house: House):
    """Acknowledgements and pushes leave after the commit."""
    entering = i.InteractionEntered(interaction="c1", medium=Medium.CHAT, queue="web")
    before = len(house.heard)
    written_before_rows_ran: list[int] = []

    def row(_: Transaction) -> None:
        written_before_rows_ran.append(len(house.heard))

    records = await house.engine.submit(entering, rows=[row])

    assert [type(each) for each in records[0].decisions] == [d.Queued, d.Offered]
    assert written_before_rows_ran == [before]
    assert house.heard[-1] == records[0].n == house.journal[-1].n


async def test_a_refusal_changes_nothing_and_writes_no_row(house: House):
    """OFR-010: without the permission an agent cannot reject."""
    await house.engine.submit(
        i.InteractionEntered(interaction="c1", medium=Medium.CHAT, queue="web")
    )
    before = house.engine.router.snapshot(), len(house.journal)
    rows_run = []
    offer = next(iter(house.engine.router.offers))

    with pytest.raises(Refused, match="forbidden"):
        await house.engine.submit(i.RejectOffer(agent="alice", offer=offer), rows=[rows_run.append])

    assert (house.engine.router.snapshot(), len(house.journal)) == before
    assert rows_run == []


async def test_a_repeated_command_gives_no_record(house: House):
    """Repeating is safe: what already had its effect is not journalled again."""
    again = await house.engine.submit(i.SetStatus(agent="alice", status=Wish.AVAILABLE))

    assert again == []
    assert house.heard == [record.n for record in house.journal]


async def test_an_offer_nobody_answers_ends_when_its_deadline_comes(house: House):
    """OFR-012: the accept interval lapses by a journalled ClockReached."""
    await house.engine.submit(
        i.InteractionEntered(interaction="c1", medium=Medium.CHAT, queue="web")
    )
    for _ in range(30):
        house.clock.advance(seconds=1)
        await house.settle()

    assert isinstance(house.journal[-1].input, i.ClockReached)
    assert house.withdrawals() == [Withdrawal.TIMED_OUT]
    assert house.engine.router.agents["alice"].wish is Wish.ON_BREAK


async def test_a_loop_that_stood_still_withdraws_what_rang_and_blames_nobody(house: House):
    """A pause over 5 s is treated like a restart: place kept, status kept."""
    await house.engine.submit(
        i.InteractionEntered(interaction="c1", medium=Medium.CHAT, queue="web")
    )
    offer = next(iter(house.engine.router.offers))
    house.clock.jump(seconds=40)

    with pytest.raises(Refused, match="offer_expired"):
        await house.engine.submit(i.AcceptOffer(agent="alice", offer=offer))

    assert house.withdrawals() == [Withdrawal.RESTART]
    assert house.engine.router.agents["alice"].wish is Wish.AVAILABLE


async def test_a_failed_commit_ends_the_process(house: House):
    """Memory is ahead of the disk: nothing may be spoken, the process must end."""
    house.fails = True
    heard = list(house.heard)

    with pytest.raises(OSError, match="disk is full"):
        await house.engine.submit(
            i.InteractionEntered(interaction="c1", medium=Medium.CHAT, queue="web")
        )

    assert len(house.fatal) == 1
    assert house.heard == heard
