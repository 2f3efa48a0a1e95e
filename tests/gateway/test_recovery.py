"""Recovery takes over what was recorded; a snapshot in between only makes it quicker."""

from collections.abc import AsyncIterator
from typing import NoReturn

import pytest

from gateway.engine import Engine
from gateway.recovery import recover, take_snapshot
from router import inputs as i
from router.lifecycle import Medium, Wish
from router.machine import Router
from router.policy import AgentPolicy, Membership, Policy, QueuePolicy
from storage.database import Database
from storage.epoch import take_epoch
from storage.journal import Journal
from storage.projection import project
from storage.snapshots import save_snapshot
from tests.fakes.clock import FakeClock

POLICY = Policy(
    queues=(QueuePolicy(id="web", media=(Medium.CHAT,)),),
    agents=tuple(
        AgentPolicy(id=name, may_reject=True, memberships=(Membership(queue="web"),))
        for name in ("alice", "bruno")
    ),
)


def never(why: str) -> NoReturn:
    """Nothing fatal may happen here."""
    raise AssertionError(why)


@pytest.fixture
async def database(tmp_path) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")
    yield database
    await database.close()


async def serving(database: Database, clock: FakeClock, router: Router) -> Engine:
    """Start a gateway's engine on whatever the database holds."""
    epoch = await database.write(lambda tx: take_epoch(tx, "test"))
    engine = Engine(
        router=router,
        database=database,
        append=Journal(epoch).append,
        projections=(project,),
        clock=clock,
        fatal=never,
    )
    await engine.start(down_for=0)
    return engine


async def work_a_little(engine: Engine, first: int) -> None:
    """Let some chats enter, be taken, be refused and be ended."""
    for k in range(first, first + 10):
        await engine.submit(
            i.InteractionEntered(interaction=f"c{k}", medium=Medium.CHAT, queue="web")
        )
        for offer in list(engine.router.offers.values()):
            take = k % 3 != 0
            command = i.AcceptOffer if take else i.RejectOffer
            await engine.submit(command(agent=offer.agent, offer=offer.id))
            if take:
                await engine.submit(
                    i.EndInteraction(agent=offer.agent, interaction=offer.interaction)
                )
            else:
                await engine.submit(i.SetStatus(agent=offer.agent, status=Wish.AVAILABLE))


async def test_the_recovered_router_equals_the_one_that_was_killed(database: Database):
    """Nothing is decided anew: the same bytes come back, with and without a snapshot."""
    clock = FakeClock()
    engine = await serving(database, clock, Router())
    await engine.submit(i.PolicyChanged(policy=POLICY))
    for agent in ("alice", "bruno"):
        await engine.submit(i.AgentReachable(agent=agent))
        await engine.submit(i.SetStatus(agent=agent, status=Wish.AVAILABLE))
    await work_a_little(engine, 0)
    snapshot = await database.read(take_snapshot)
    await work_a_little(engine, 10)
    alive = engine.router.snapshot()

    from_the_beginning = await database.read(recover)
    await database.write(lambda tx: save_snapshot(tx, snapshot))
    from_the_snapshot = await database.read(recover)

    assert 0 < snapshot.n < engine.router.n
    assert from_the_beginning.snapshot() == alive
    assert from_the_snapshot.snapshot() == alive
    engine.stop()


async def test_a_second_life_continues_the_record(database: Database):
    """A restart withdraws what rang, keeps the place, and the next entry follows the last."""
    clock = FakeClock()
    engine = await serving(database, clock, Router())
    await engine.submit(i.PolicyChanged(policy=POLICY))
    await engine.submit(i.AgentReachable(agent="alice"))
    await engine.submit(i.SetStatus(agent="alice", status=Wish.AVAILABLE))
    await engine.submit(i.InteractionEntered(interaction="c1", medium=Medium.CHAT, queue="web"))
    place = engine.router.interactions["c1"].place
    engine.stop()

    second = await serving(database, clock, await database.read(recover))

    assert second.router.offers == {}
    assert second.router.interactions["c1"].place == place
    assert second.router.agents["alice"].wish is Wish.AVAILABLE
    await second.submit(i.AgentReachable(agent="alice"))
    assert [each.interaction for each in second.router.offers.values()] == ["c1"]
    second.stop()
