"""A company that takes voicemail, with the real engine on a real database and time by hand."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, NoReturn

from accounts.directory import Agent, Directory, Membership, Queue
from channels.voicemail.audio.analysis import Analysis
from channels.voicemail.channel import VoicemailChannel
from channels.voicemail.collaborators import Ports
from channels.voicemail.ports import Received, Source
from channels.voicemail.rules import VoicemailRules
from channels.voicemail.telephone import Numbering
from gateway.engine import Engine
from gateway.recovery import recover
from router import inputs as i
from router.history import Record
from router.ids import InteractionId, seconds
from router.lifecycle import Medium, Wish
from router.policy import AgentPolicy, Policy, QueuePolicy
from router.policy import Membership as Member
from storage.blobs import Blobs
from storage.database import Database
from storage.epoch import take_epoch
from storage.journal import Journal
from storage.letters import Letters
from storage.projection import project
from storage.transaction import Transaction
from storage.voicemail_projection import VoicemailProjection
from storage.voicemails import Voicemails
from tests.fakes.chat import CountingMint
from tests.fakes.clock import START, FakeClock
from tests.fakes.scribe import FakeScribe

DELETE_AFTER = seconds(3_600)
DIRECTORY = Directory(
    [
        Queue(id="q-voice", name="voice", media=("voicemail", "callback")),
        Queue(id="q-old", name="old", media=("voicemail",), disabled=True),
        Queue(id="q-web", name="web", media=("chat",)),
        Queue(id="q-calls", name="calls", media=("callback",)),
        Agent(
            id="alice",
            username="alice",
            name="Alice Martin",
            display_name="Alice",
            email="alice@example.org",
        ),
        Membership(agent_id="alice", queue_id="q-voice", callback=True),
    ]
)
_MEDIA = (Medium.CALLBACK, Medium.VOICEMAIL)
POLICY = Policy(
    queues=(
        QueuePolicy(id="q-calls", media=(Medium.CALLBACK,)),
        QueuePolicy(id="q-voice", media=_MEDIA),
    ),
    agents=(AgentPolicy(id="alice", memberships=(Member(queue="q-voice", callback=True),)),),
)
HEARD = Analysis(
    playable=b"RIFF to be played", duration_seconds=3.0, peaks=(0.5,), flags=(), reason=""
)


class Died(Exception):
    """The process is no more."""


class FakeEar:
    """Hears the same in every recording, unless it is deaf."""

    def __init__(self) -> None:
        self.deaf = False
        self.heard = 0

    async def analyse(self, source: Path) -> Analysis:
        if self.deaf:
            raise OSError("no room on the disk")
        assert source.name
        self.heard += 1
        return HEARD


class PlainLetters:
    """Puts letters into the outbox and never looks at them."""

    def __init__(self, letters: Letters, clock: FakeClock) -> None:
        self._letters = letters
        self._clock = clock

    def post(self, letter):
        return self._letters.post(letter, self._clock.now())


class Company:
    """Everything a test says and sees; `restart` loses the memory and keeps the rows."""

    clock: FakeClock
    engine: Engine
    channel: VoicemailChannel
    database: Database
    letters: Letters

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tasks: set[asyncio.Task[object]] = set()
        self._starts = 0
        self._dies_at = ""
        self._died = asyncio.Event()
        self.now = START
        self.ear = FakeEar()
        self.scribe: FakeScribe | None = None
        self.told: list[InteractionId] = []

    async def open(self) -> None:
        self._starts += 1
        self.clock = FakeClock(self.now)
        self.database = await Database.open(f"sqlite:///{self._path}/parley.db")
        self.letters = Letters(self.database, f"life {self._starts}")
        self.blobs = Blobs(self._path / "blobs", self.database)
        epoch = await self.database.write(lambda tx: take_epoch(tx, "0"))
        following = VoicemailProjection(DELETE_AFTER).project
        self.engine = Engine(
            router=await self.database.read(recover),
            database=self.database,
            append=Journal(epoch).append,
            projections=(self._at_rows, project, following, self._at_decided),
            clock=self.clock,
            fatal=self._end,
        )
        self.channel = VoicemailChannel(
            Ports(
                store=Voicemails(self.database),
                bodies=self.blobs,
                ear=self.ear,
                engine=self.engine,
                clock=self.clock,
                mint=CountingMint(f"r{self._starts}-"),
                directory=lambda: DIRECTORY,
                background=self._run,
                letters=PlainLetters(self.letters, self.clock),
                rules=VoicemailRules(
                    numbering=Numbering("DE", ()),
                    max_bytes=1_000,
                    delete_after=DELETE_AFTER,
                    company="The Lamp Shop",
                    cluster="one",
                    most_transcribed=seconds(60),
                ),
                scribe=self.scribe,
            )
        )
        self.channel.listen(self.told.append)
        self.engine.listen(self._at_committed)
        self.engine.listen(self.channel.on_record)
        await self.channel.recall()
        await self.engine.start(down_for=0)
        if self._starts == 1:
            await self.engine.submit(i.PolicyChanged(policy=POLICY))
            await self.engine.submit(i.AgentReachable(agent="alice"))
        await self.channel.start()

    async def close(self) -> None:
        await self.channel.stop()
        self.engine.stop()
        await asyncio.gather(*self._tasks)
        await self.database.close()
        self.now = self.clock.now()

    async def restart(self) -> None:
        await self.close()
        await self.open()

    async def crash_at(self, step: str, received: Received) -> None:
        """Let a recording be handed in and the process die at the step; start it again."""
        self._dies_at = step
        self.ear.deaf = step == "taken"
        await self.channel.intake.take(received)
        if step != "taken":
            await self._died.wait()
        self._dies_at = ""
        self._died.clear()
        self.engine.stop()
        # Whoever waits for what this process will never write waits no more.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self._tasks.clear()
        await self.database.close()
        self.ear.deaf = False
        self.now = self.clock.now()
        await self.open()

    def _at_rows(self, _: Transaction, record: Record) -> None:
        if self._dies_at == "rows" and isinstance(record.input, i.InteractionEntered):
            raise Died

    def _at_decided(self, _: Transaction, record: Record) -> None:
        if self._dies_at == "decided" and isinstance(record.input, i.InteractionEntered):
            raise Died

    def _at_committed(self, _: Record) -> None:
        if self._dies_at == "committed":
            self._died.set()

    def _end(self, why: str) -> NoReturn:
        self._died.set()
        raise Died(why)

    def _run(self, work: Awaitable[object]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- Callers and agents ----------------------------------------------------------------------

    async def filed(self, interaction: InteractionId) -> None:
        """Wait until a recording has its place."""
        async with asyncio.timeout(20):
            while interaction not in self.engine.router.interactions:
                await asyncio.sleep(0.005)

    async def put_off(self) -> None:
        """Wait until filing one has gone wrong."""
        store = Voicemails(self.database)
        async with asyncio.timeout(20):
            while not [each for each in await store.waiting(9) if each.tries]:
                await asyncio.sleep(0.005)

    async def tidied(self, seconds: float = 6) -> None:
        """Let time go by, and the channel do what is due then."""
        self.clock.advance(seconds=seconds)
        self.channel.look(self.clock.now())
        await asyncio.gather(*self._tasks)

    async def call(self, key: str = "1", **facts: Any) -> InteractionId:
        """Leave a message, and wait until it waits."""
        taken = await self.channel.intake.take(recording(key, **facts))
        await self.filed(taken.interaction_id)
        return taken.interaction_id

    async def accept(self) -> InteractionId:
        await self.engine.submit(i.SetStatus(agent="alice", status=Wish.AVAILABLE))
        (offer,) = self.engine.router.offers.values()
        await self.engine.submit(i.AcceptOffer(agent="alice", offer=offer.id))
        return offer.interaction

    async def end(self, interaction: InteractionId) -> None:
        """End it, and wrap it up."""
        await self.engine.submit(i.EndInteraction(agent="alice", interaction=interaction))
        await self.engine.submit(i.FinishWrapUp(agent="alice", interaction=interaction))


def recording(key: str = "1", **facts: Any) -> Received:
    """A recording as a door hands it in."""
    whole = {
        "audio": b"RIFF of " + key.encode(),
        "file_name": "msg0001.wav",
        "queue": "voice",
        "source": Source(door="http", name="pbx", key=key),
        "caller": "030 901820",
        "caller_name": f"caller-{key}",
        **facts,
    }
    return Received(**whole)
