"""Chats that are logged: whose each was, what it becomes, who is told."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from channels.chat.follow import Ended, changes
from channels.contract import BackgroundTask, Clock
from channels.email.ports import Mint
from crm.chat_logs import LogMode, Writing, mode_of, stranger, subject_of
from crm.erasing import Erasure
from crm.matching import Match
from crm.numbering import Numbers
from crm.records import Case, Customer, CustomerId
from crm.refusal import Refusal
from gateway.screen_pops import keys_of_chat
from gateway.views.chats import introduced
from router.history import Record
from router.ids import AgentId, Instant, InteractionId
from storage.chat_logs import ChatLogFile, ChatLogs, Logged
from storage.customer_matches import CustomerMatches

_REMEMBERED: Final = 5_000
"""Logs that are shown beside the work; whoever has finished it looks into its case."""

_UNNAMED: Final = {"en": "Visitor", "fr": "Visiteur"}


Listener = Callable[[InteractionId, Logged | None], None]
"""Hears what became of a log; None: it was thrown away."""


class ChatLogging:
    """Follows the ends of chats; each log that was begun is decided once (CHT-023)."""

    def __init__(
        self,
        *,
        store: ChatLogs,
        matches: CustomerMatches,
        numbers: Numbers,
        clock: Clock,
        mint: Mint,
        background: BackgroundTask,
    ) -> None:
        """Join the collaborators."""
        self._store = store
        self._matches = matches
        self._numbers = numbers
        self._clock = clock
        self._mint = mint
        self._background = background
        self._listeners: list[Listener] = []
        self._known: OrderedDict[InteractionId, Logged] = OrderedDict()

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` hear of every log; for the composition only, before `start`."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """Take up where the last process ended: what it has not decided is decided now."""
        for logged in await self._store.in_hand():
            self._known[logged.log.interaction_id] = logged
        for interaction in await self._store.undecided():
            await self.decide(interaction)

    def on_record(self, record: Record) -> None:
        """Look after the chats that have ended; their logs were begun in the same entry."""
        for change in changes(record):
            if isinstance(change, Ended):
                self._background(self.decide(change.chat_id))

    def of(self, interaction: InteractionId) -> Logged | None:
        """Give what became of a chat's log, None where none is kept or known here."""
        return self._known.get(interaction)

    async def decide(self, interaction: InteractionId) -> None:
        """Find out whose chat it was, and leave its log to the agent or make it a case."""
        file = await self._store.file(interaction)
        if file is None or file.log.mode is not None:
            return
        match = file.customer or await self._match(file)
        customer = match if isinstance(match, Customer) else match.customer
        mode = mode_of(file.log.setting, known=customer is not None)
        about = Writing(subject=subject_of(file.first_words, _otherwise(file)))
        if mode == "edit":
            draft = await self._store.leave_to_agent(interaction, about)
            if customer is not None:
                at = self._clock.now()
                await self._matches.say(interaction, customer.id, at, by=None)
            if draft is not None:
                self._learn(Logged(log=draft, case=None))
            return
        # Nobody is asked here, so of several the first is taken (G-14).
        several = () if isinstance(match, Customer) else match.customers
        await self._become_case(
            file, about, mode=mode, customer=customer or next(iter(several), None)
        )

    async def file(self, interaction: InteractionId) -> ChatLogFile:
        """Give a log with everything that it shows; raises `Refusal`: there is none."""
        file = await self._store.file(interaction)
        if file is None:
            raise Refusal("not_found", "interaction_id")
        return file

    async def keep(
        self, agent: AgentId, interaction: InteractionId, writing: Writing, *, seen_rev: int
    ) -> None:
        """Keep what the agent has written so far (CHT-026).

        Raises `Refusal`: there is no draft of theirs, or it was changed meanwhile.
        """
        await self._own(agent, interaction)
        log = await self._store.keep(interaction, writing, seen_rev=seen_rev, at=self._clock.now())
        self._learn(Logged(log=log, case=None))

    async def drop(self, agent: AgentId, interaction: InteractionId, *, seen_rev: int) -> None:
        """Throw a draft away; raises `Refusal` as `keep` does."""
        await self._own(agent, interaction)
        await self._store.drop(interaction, seen_rev=seen_rev)
        self._known.pop(interaction, None)
        for listener in self._listeners:
            listener(interaction, None)

    async def finish(
        self,
        agent: AgentId,
        interaction: InteractionId,
        writing: Writing,
        *,
        customer_id: CustomerId,
        seen_rev: int,
    ) -> None:
        """Save a draft as a case of the customer the agent chose, once (CHT-025, CHT-026).

        Raises `Refusal`: there is no log of theirs or no such customer, or it was changed
        meanwhile.
        """
        file = await self._own(agent, interaction)
        case = self._case(file, writing, customer_id)
        await self._keep_case(file, case, writing, mode="edit", seen_rev=seen_rev, by=agent)

    def forget(self, erasure: Erasure) -> None:
        """Keep nothing of the logs of somebody who was erased."""
        for interaction in erasure.contacts:
            self._known.pop(interaction, None)

    async def _own(self, agent: AgentId, interaction: InteractionId) -> ChatLogFile:
        file = await self.file(interaction)
        if file.log.agent_id != agent:
            raise Refusal("not_found", "interaction_id")
        return file

    async def _match(self, file: ChatLogFile) -> Match:
        # A case number alone is easily guessed: it links cases, and says nothing of the customer.
        keys = keys_of_chat(file.chat.answers, file.chat.visitor)
        keys = replace(keys, case_number=None)
        return await self._matches.find(file.log.interaction_id, keys) if keys else Match()

    async def _become_case(
        self, file: ChatLogFile, about: Writing, *, mode: LogMode, customer: Customer | None
    ) -> None:
        newcomer = self._stranger(file) if customer is None else None
        whose = customer or newcomer
        assert whose is not None
        case = self._case(file, about, whose.id)
        await self._keep_case(
            file, case, about, mode=mode, seen_rev=file.log.rev, newcomer=newcomer
        )

    async def _keep_case(
        self,
        file: ChatLogFile,
        case: Case,
        writing: Writing,
        *,
        mode: LogMode,
        seen_rev: int,
        newcomer: Customer | None = None,
        by: AgentId | None = None,
    ) -> None:
        keys = keys_of_chat(file.chat.answers, file.chat.visitor)
        log, kept = await self._store.become_case(
            file.log.interaction_id,
            case,
            mode=mode,
            description=writing.description,
            seen_rev=seen_rev,
            names=keys.case_number,
            newcomer=newcomer,
            by=by,
        )
        self._learn(Logged(log=log, case=kept))

    def _case(self, file: ChatLogFile, writing: Writing, customer_id: CustomerId) -> Case:
        now: Instant = self._clock.now()
        return Case(
            id=self._mint.id(),
            number=self._numbers.case(),
            subject=writing.subject,
            status=writing.status,
            customer_id=customer_id,
            queue_id=file.log.queue_id,
            mailbox="",
            assignee=file.log.agent_id,
            opened_at=now,
            changed_at=now,
            closed_at=now if writing.status == "closed" else None,
        )

    def _stranger(self, file: ChatLogFile) -> Customer:
        name, address = introduced(file.chat.answers, file.chat.visitor)
        return stranger(
            customer_id=self._mint.id(),
            number=self._numbers.customer(),
            at=self._clock.now(),
            name=name,
            address=address,
            unnamed=_UNNAMED[file.chat.visitor.locale],
        )

    def _learn(self, logged: Logged) -> None:
        interaction = logged.log.interaction_id
        self._known[interaction] = logged
        self._known.move_to_end(interaction)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        for listener in self._listeners:
            listener(interaction, logged)


def _otherwise(file: ChatLogFile) -> str:
    """Give what a chat without a word of the customer's is about."""
    return introduced(file.chat.answers, file.chat.visitor)[0]
