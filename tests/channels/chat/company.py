"""A company that serves chats, with the real engine on a real database and time by hand."""

import asyncio
from collections.abc import Awaitable, Coroutine
from pathlib import Path
from typing import NoReturn

import msgspec

from accounts.directory import Agent, Directory, Membership, Prechat, PrechatField, Queue, Site
from channels.chat.answering import AnswerSource
from channels.chat.channel import ChatChannel
from channels.chat.limits import Limits
from channels.chat.lines import RouterLines
from channels.chat.ports import Ports
from channels.chat.refusal import Refusal
from channels.chat.values import Answers, Arrival, Author, Chat, Draft, Message, Opening, Visitor
from gateway.engine import Engine
from gateway.recovery import recover
from router import inputs as i
from router.history import Record
from router.ids import SECOND, InteractionId
from router.lifecycle import Medium, Wish
from router.policy import AgentPolicy, Policy, QueuePolicy
from router.policy import Membership as Member
from storage.chats import Chats, project
from storage.database import Database
from storage.epoch import take_epoch
from storage.journal import Journal
from storage.projection import project as project_interactions
from storage.transaction import Transaction
from tests.fakes.chat import CountingMint, FakeMail, FakePush, FakeTimetable
from tests.fakes.clock import START, FakeClock

KEY = "a-key-of-sixty-four-characters-or-more, long enough for any method"
DIRECTORY = Directory(
    [
        Queue(id="q-web", name="web", media=("chat",)),
        Queue(id="q-billing", name="billing", media=("chat",)),
        Queue(id="q-mail", name="mail", media=("email",)),
        Agent(id="alice", username="alice", name="Alice Martin", display_name="Alice"),
        Agent(id="bob", username="bob", name="Bob Roy", display_name="Bobby"),
        Membership(agent_id="alice", queue_id="q-web"),
        Membership(agent_id="bob", queue_id="q-billing"),
        Site(
            id="s-shop",
            key="shop",
            origins=("https://shop.example",),
            queue_id="q-web",
            prechat=Prechat(name="allow", email="allow", account_number="allow"),
            prechat_fields=(PrechatField(key="order", label="Order", kind="number"),),
            idle_minutes=10,
        ),
        Site(
            id="s-strict",
            key="strict",
            origins=(),
            queue_id="q-web",
            prechat=Prechat(name="require", email="require", case_number="off"),
            prechat_fields=(
                PrechatField(key="order", label="Order", kind="number", mode="require"),
            ),
            mask_cards=False,
            identity_keys=(KEY,),
        ),
        Site(id="s-gone", key="gone", origins=(), queue_id="q-web", disabled=True),
    ]
)

POLICY = Policy(
    queues=tuple(
        QueuePolicy(id=queue, media=(Medium.CHAT,), max_wait=300 * SECOND)
        for queue in ("q-billing", "q-web")
    ),
    agents=(
        AgentPolicy(id="alice", memberships=(Member(queue="q-web"),), may_reject=True),
        AgentPolicy(id="bob", memberships=(Member(queue="q-billing"),)),
    ),
)


class Died(Exception):
    """The process is no more."""


class Company:
    """Everything a test says and sees; `restart` loses the memory and keeps the rows."""

    clock: FakeClock
    engine: Engine
    channel: ChatChannel

    def __init__(self, path: Path, limits: Limits, answers: AnswerSource | None = None) -> None:
        self._answers = answers
        self.timetable = FakeTimetable()
        self._url = f"sqlite:///{path}/parley.db"
        self._limits = limits
        self._tasks: set[asyncio.Task[object]] = set()
        self._starts = 0
        self._keys = 0
        self.now = START
        self.push = FakePush()
        self.mail = FakeMail()
        self.directory = DIRECTORY
        self.errors: list[BaseException] = []
        self._dies_at: str | None = None
        self._died = asyncio.Event()

    async def open(self) -> None:
        self._starts += 1
        self.clock = FakeClock(self.now)
        self.database = await Database.open(self._url)
        self.store = Chats(self.database)
        epoch = await self.database.write(lambda tx: take_epoch(tx, "0"))
        self.engine = Engine(
            router=await self.database.read(recover),
            database=self.database,
            append=Journal(epoch).append,
            projections=(self._at_rows, project_interactions, project, self._at_decided),
            clock=self.clock,
            fatal=self._end,
        )
        self.channel = ChatChannel(
            Ports(
                store=self.store,
                push=self.push,
                engine=self.engine,
                mail=self.mail,
                lines=RouterLines(self.engine.router),
                timetable=self.timetable,
                clock=self.clock,
                mint=CountingMint(f"r{self._starts}-"),
                directory=lambda: self.directory,
                background=self._run,
            ),
            self._limits,
            self._answers,
        )
        self.service = self.channel.service
        self.engine.listen(self._at_committed)
        self.engine.listen(self.channel.on_record)
        await self.engine.start(down_for=0)
        if self._starts == 1:
            await self.engine.submit(i.PolicyChanged(policy=POLICY))
        await self.channel.start()

    async def close(self) -> None:
        await self.settle()
        await self.channel.stop()
        self.engine.stop()
        await self.settle()
        await self.database.close()
        self.now = self.clock.now()

    async def restart(self) -> None:
        await self.close()
        await self.open()

    # --- Dying -----------------------------------------------------------------------------------

    async def crash_at(self, step: str, doing: Coroutine[object, object, object]) -> None:
        """Do something, let the process die at the step, start it again."""
        self._dies_at = step
        task = asyncio.get_running_loop().create_task(doing)
        await self._died.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        self._dies_at = None
        self._died.clear()
        self.engine.stop()
        self._tasks.clear()
        await self.database.close()
        self.now = self.clock.now()
        await self.open()

    def _at_rows(self, _: Transaction, __: Record) -> None:
        if self._dies_at == "rows":
            raise Died

    def _at_decided(self, _: Transaction, __: Record) -> None:
        if self._dies_at == "decided":
            raise Died

    def _at_committed(self, _: Record) -> None:
        if self._dies_at == "committed":
            self._died.set()

    def _end(self, why: str) -> NoReturn:
        self._died.set()
        raise Died(why)

    # --- Time ------------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Let everything that was begun come to its end; no time passes."""
        for _ in range(6):
            await self.database.write(lambda _: None)
            await asyncio.sleep(0)
            while self._tasks:
                await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)

    async def pass_time(self, seconds: float) -> None:
        """Let time go by, in steps of at most a second."""
        await self.settle()
        while seconds > 0:
            self.clock.advance(seconds=min(seconds, 1))
            seconds -= 1
            if self._tasks or self.engine.busy:
                await self.settle()
        await self.settle()

    def _run(self, work: Awaitable[object]) -> None:
        async def logged() -> None:
            try:
                await work
            except Exception as error:  # noqa: BLE001 - a test looks at what was logged
                self.errors.append(error)

        task = asyncio.get_running_loop().create_task(logged())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- Customers -------------------------------------------------------------------------------

    async def arrive(self, *, site: str = "shop", token: str | None = None, **more) -> Visitor:
        welcome = await self.service.connect(Arrival(site_key=site, token=token, **more))
        self.service.attached(welcome.visitor.id)
        self.token = welcome.token
        return welcome.visitor

    async def start(self, visitor: Visitor, message: str | None = "hello", **more) -> Chat:
        opening = Opening(client_id=self._key(), message=message, **more)
        return (await self.service.start(visitor, opening)).chat

    async def customer(self, **answers) -> tuple[Visitor, Chat]:
        """Let a customer come in and ask for a chat."""
        visitor = await self.arrive()
        return visitor, await self.start(visitor, answers=Answers(**answers))

    async def talk(self) -> tuple[Visitor, Chat]:
        """Bring a customer and Alice together."""
        await self.agent("alice")
        visitor, chat = await self.customer()
        await self.accept("alice")
        return visitor, self.chat(chat.id)

    # --- Agents ----------------------------------------------------------------------------------

    async def agent(self, agent: str, wish: Wish = Wish.AVAILABLE) -> None:
        await self.engine.submit(i.AgentReachable(agent=agent))
        await self.engine.submit(i.SetStatus(agent=agent, status=wish))

    async def accept(self, agent: str) -> InteractionId:
        offer = self.engine.router.agents[agent].offer
        assert offer is not None
        interaction = self.engine.router.offers[offer].interaction
        await self.engine.submit(i.AcceptOffer(agent=agent, offer=offer))
        return interaction

    async def end(self, agent: str, chat_id: str) -> None:
        await self.engine.submit(i.EndInteraction(agent=agent, interaction=chat_id))

    # --- Both ------------------------------------------------------------------------------------

    async def say(self, author: Author, chat_id: str, text: str | None = "hi", **more) -> Message:
        """Send a message and give it as stored; raises what it was refused with."""
        draft = Draft(**{"chat_id": chat_id, "client_id": self._key(), "text": text} | more)
        return await self.send(author, draft)

    async def send(self, author: Author, draft: Draft) -> Message:
        answered: asyncio.Future[Message | Refusal] = asyncio.get_running_loop().create_future()
        self.service.send(author, draft, answered.set_result)
        answer = await answered
        if isinstance(answer, Refusal):
            raise answer
        return answer

    def chat(self, chat_id: str) -> Chat:
        chat = self.service.chat(chat_id)
        assert chat is not None
        return chat

    async def log(self, author: Author, chat_id: str) -> list[tuple[int, str, str]]:
        """Give what the author reads: number, sender, text."""
        page = await self.service.history(author, chat_id, after=0)
        return [(message.seq, message.sender, message.text) for message in page.messages]

    def _key(self) -> str:
        self._keys += 1
        return f"k{self._keys}"


def visitor_author(visitor: Visitor) -> Author:
    return Author.customer(visitor.id)


ALICE = Author.agent("alice")
BOB = Author.agent("bob")


def with_site(directory: Directory, key: str, **changes: object) -> Directory:
    """Give the directory with one site changed."""
    site = directory.site_by_key(key)
    assert site is not None
    return directory.with_records([msgspec.structs.replace(site, **changes)])
