"""A long history, made off-line: a million entries, ten thousand waiting, a thousand agents.

The real router decides, the real journal and projections write, in big transactions and without
the gateway around them. What ends up in the file is what years of service would have left there.
"""

import random
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from accounts.directory import Agent, Directory, Membership, Queue, Record, Site
from gateway.config import Config
from gateway.policy import build_policy
from gateway.snapshot_helper import EVERY_ENTRIES
from router import decisions as d
from router import inputs as i
from router.history import Record as Entry
from router.ids import Instant, InteractionId
from router.lifecycle import Medium, Wish
from router.machine import Router
from router.snapshot import FORMAT
from storage import chat_projection, projection
from storage.database import Database
from storage.directory import save_records
from storage.epoch import take_epoch
from storage.journal import Journal
from storage.pulse import note_pulse
from storage.snapshots import Snapshot, save_snapshot
from storage.transaction import Transaction
from tests.kit.chat_rows import opened_chat

QUEUES: Final = 20
QUEUES_PER_AGENT: Final = 3
CHATS_PER_AGENT: Final = 6
SITE: Final = "shop"

WHILE_THE_HELPER_RUNS: Final = 5_000
"""Entries that came after a snapshot was due, until the death."""

_OPENED: Final[Instant] = 1_735_689_600_000_000  # some day long before any run
_STEP: Final = 50_000
_AT_ONCE: Final = 2_000
_ABANDONED_ONE_IN: Final = 20


def directory_of(agents: int) -> Directory:
    """Give a company of ``agents``, who serve three of twenty queues each."""
    queues = [
        Queue(id=f"queue-{k:02}", name=f"Queue {k}", media=("chat",), wrap_up_seconds=60)
        for k in range(QUEUES)
    ]
    records: list[Record] = [
        *queues,
        Site(id="site-shop", key=SITE, origins=(), queue_id=queues[0].id),
    ]
    for k in range(agents):
        agent = Agent(
            id=f"agent-{k:05}",
            username=f"agent{k}",
            name=f"Agent {k}",
            display_name=f"Agent {k}",
            max_chats=CHATS_PER_AGENT,
        )
        served = {queues[(k * 7 + j * 3) % QUEUES].id for j in range(QUEUES_PER_AGENT)}
        records += [agent, *(Membership(agent_id=agent.id, queue_id=each) for each in served)]
    return Directory(records)


class LongHistory:
    """A saturated house, and the line of inputs that keeps it so."""

    def __init__(
        self, directory: Directory, journal: Journal, database: Database, waiting: int
    ) -> None:
        """Begin with everybody logged out and nobody waiting."""
        self.router = Router()
        self.at = _OPENED
        self._directory = directory
        self._journal = journal
        self._database = database
        self._waiting = waiting
        self._chance = random.Random(1)
        self._entered = 0
        self._ringing: list[d.Offered] = []
        self._active: deque[tuple[str, InteractionId]] = deque()

    def begin(self, tx: Transaction) -> None:
        """Adopt the policy, and let everybody say that they are available."""
        self._tell(tx, i.PolicyChanged(policy=build_policy(self._directory, Config())))
        for agent in self._directory.agents:
            self._tell(tx, i.AgentReachable(agent=agent))
            self._tell(tx, i.SetStatus(agent=agent, status=Wish.AVAILABLE))

    def go_on(self, tx: Transaction, until: int) -> None:
        """Write on up to entry ``until``, as far as one transaction should go."""
        until = min(until, self.router.n + _AT_ONCE)
        while self.router.n < until:
            self._happen(tx, until)

    def take_snapshot(self, tx: Transaction) -> None:
        """Keep the state as it is now."""
        router = self.router
        state = router.snapshot_in_pieces()
        save_snapshot(tx, Snapshot.pack(n=router.n, format=FORMAT, at=router.at, state=state))

    def _happen(self, tx: Transaction, until: int) -> None:
        if len(self.router.interactions) - len(self._active) <= self._waiting:
            self._enter(tx)
            if self._ringing:
                self._accept(tx)
            return
        agent, interaction = self._active.popleft()
        self._tell(tx, i.EndInteraction(agent=agent, interaction=interaction))
        self._tell(tx, i.FinishWrapUp(agent=agent, interaction=interaction))
        # Nothing rings and nothing is half done where the history ends.
        while self._ringing:
            self._accept(tx)
        if not self._chance.randrange(_ABANDONED_ONE_IN) and self.router.n + 4 < until:
            self._tell(tx, i.InteractionLeft(interaction=self._enter(tx)))

    def _enter(self, tx: Transaction) -> InteractionId:
        self._entered += 1
        queue = f"queue-{self._entered % QUEUES:02}"
        interaction = f"chat-{self._entered:017}"
        opened_chat(self._database, interaction, queue, self.at)(tx)
        self._tell(
            tx, i.InteractionEntered(interaction=interaction, medium=Medium.CHAT, queue=queue)
        )
        return interaction

    def _accept(self, tx: Transaction) -> None:
        offer = self._ringing.pop()
        self._tell(tx, i.AcceptOffer(agent=offer.agent, offer=offer.offer))
        self._active.append((offer.agent, offer.interaction))

    def _tell(self, tx: Transaction, cause: i.Input) -> None:
        self.at += _STEP
        decisions = tuple(self.router.receive(self.router.n + 1, self.at, cause))
        if not decisions:
            return
        entry = Entry(n=self.router.n, at=self.at, input=cause, decisions=decisions)
        self._journal.append(tx, [entry])
        projection.project(tx, entry)
        chat_projection.project(tx, entry)
        self._ringing += [each for each in decisions if type(each) is d.Offered]


async def write_history(
    file: Path,
    *,
    entries: int,
    waiting: int,
    agents: int,
    progress: Callable[[int], None],
) -> int:
    """Fill a new database, with the last snapshot that the helper would have taken.

    The next one was under way: the start after this history must replay as much as there ever is
    to replay. Gives the number of the last entry.
    """
    database = await Database.open(f"sqlite:///{file}")
    directory = directory_of(agents)
    await database.write(lambda tx: save_records(tx, directory.records()))
    epoch = await database.write(lambda tx: take_epoch(tx, "0.1.0"))
    house = LongHistory(directory, Journal(epoch), database, waiting)
    await database.write(house.begin)
    for until in (entries - EVERY_ENTRIES - WHILE_THE_HELPER_RUNS, entries):
        while house.router.n < until:
            await database.write(partial(house.go_on, until=until))
            progress(house.router.n)
        if until < entries:
            await database.write(house.take_snapshot)
    await database.write(lambda tx: note_pulse(tx, house.at))
    await database.close()
    return house.router.n
