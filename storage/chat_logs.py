"""The store of logs of chats: begun with the chat's end, finished once as a case."""

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from channels.chat.ports import StoredChat
from channels.chat.values import Message
from crm.chat_logs import ChatLog, LogMode, Writing
from crm.records import Case, CaseId, Customer
from crm.refusal import Refusal
from router.ids import AgentId, Instant, InteractionId
from storage import cases as case_rows
from storage import chat_log_rows as rows
from storage import chat_messages, customer_matches
from storage.case_merges import going_on
from storage.chat_rows import WITH_VISITOR, stored_of
from storage.database import Database
from storage.handlings import StoredHandling, handlings_of
from storage.schema import chats, interactions
from storage.sql import Statement, param
from storage.transaction import Transaction

MOST_MESSAGES: Final = 1_000
"""Of a conversation that a log shows: its beginning."""
MOST_DRAFTS: Final = 100

_CHAT: Final = Statement(WITH_VISITOR.where(chats.c.id == param("id")))
_NUMBER: Final = Statement(select(interactions.c.number).where(interactions.c.id == param("id")))


class ChatLogFile(msgspec.Struct, frozen=True, kw_only=True):
    """A log with everything that it shows."""

    log: ChatLog
    number: int | None
    """That of the interaction (CRM-025)."""
    chat: StoredChat
    works: tuple[StoredHandling, ...]
    messages: tuple[Message, ...]
    more: bool
    """Whether more was said than is given here."""
    case: Case | None
    customer: Customer | None
    """Whose chat it was, as far as that has been said."""

    @property
    def first_words(self) -> str:
        """What the customer began with."""
        return next((each.text for each in self.messages if each.sender == "customer"), "")


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """A log, and the case it has become."""

    log: ChatLog
    case: Case | None


class ChatLogs:
    """Keeps what the customer file knows of chats."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    async def undecided(self) -> Sequence[InteractionId]:
        """Name the chats of which nobody has looked yet whose they were."""
        return await self._database.read(rows.undecided)

    async def in_hand(self) -> Sequence[Logged]:
        """Give the logs of chats that are being wrapped up."""
        return await self._database.read(
            lambda tx: [Logged(log=log, case=_case_of(tx, log)) for log in rows.in_hand(tx)]
        )

    async def file(self, interaction: InteractionId) -> ChatLogFile | None:
        """Give the log of a chat with everything that it shows; None: there is none."""

        def look(tx: Transaction) -> ChatLogFile | None:
            log = rows.by_id(tx, interaction)
            return None if log is None else _file(tx, log)

        return await self._database.read(look)

    async def of_cases(self, case_ids: Sequence[CaseId]) -> Sequence[ChatLogFile]:
        """Give the logs that these cases began with, each with everything that it shows."""
        return await self._database.read(
            lambda tx: [_file(tx, log) for log in rows.of_cases(tx, case_ids)]
        )

    async def drafts_of(self, agent: AgentId) -> Sequence[tuple[ChatLog, Customer | None]]:
        """Give the logs that an agent has to finish, each with whose chat it was."""
        return await self._database.read(
            lambda tx: [
                (log, customer_matches.said(tx, log.interaction_id))
                for log in rows.drafts_of(tx, agent, MOST_DRAFTS)
            ]
        )

    async def leave_to_agent(self, interaction: InteractionId, writing: Writing) -> ChatLog | None:
        """Make a log wait for its agent to finish it; None: it is decided already."""

        def work(tx: Transaction) -> ChatLog | None:
            log = rows.by_id(tx, interaction)
            if log is None or log.mode is not None:
                return None
            draft = replace(log, mode="edit", writing=writing)
            rows.save(tx, draft)
            return draft

        return await self._database.write(work)

    async def keep(
        self, interaction: InteractionId, writing: Writing, *, seen_rev: int, at: Instant
    ) -> ChatLog:
        """Keep what an agent has written so far.

        Raises `Refusal`: there is no such draft, or it was changed meanwhile.
        """

        def work(tx: Transaction) -> ChatLog:
            log = _draft(tx, interaction, seen_rev)
            kept = replace(log, writing=writing, rev=log.rev + 1, saved_at=at)
            rows.save(tx, kept)
            return kept

        return await self._database.write(work)

    async def drop(self, interaction: InteractionId, *, seen_rev: int) -> None:
        """Throw a draft away; raises `Refusal` as `keep` does."""

        def work(tx: Transaction) -> None:
            rows.drop(tx, _draft(tx, interaction, seen_rev).interaction_id)

        await self._database.write(work)

    async def become_case(
        self,
        interaction: InteractionId,
        case: Case,
        *,
        mode: LogMode,
        description: str = "",
        seen_rev: int,
        names: int | None = None,
        newcomer: Customer | None = None,
        by: AgentId | None = None,
    ) -> tuple[ChatLog, Case]:
        """Finish a log as `case`, once: asked again, give what became of it (CRM-014).

        `names` is the number of an earlier case that the customer spoke of; `newcomer` is written
        down with it.

        Raises `Refusal`: there is no such log or customer, or it was changed meanwhile.
        """

        def work(tx: Transaction) -> tuple[ChatLog, Case]:
            log = rows.by_id(tx, interaction)
            if log is None:
                raise Refusal("not_found", "interaction_id")
            if log.case_id is not None:
                before = case_rows.case_by_id(tx, log.case_id)
                assert before is not None
                return log, before
            if log.rev != seen_rev:
                raise Refusal("conflict", "rev")
            at = case.opened_at
            # What an agent has said meanwhile is only another agent's word to change.
            customer = None if by is not None else customer_matches.said(tx, interaction)
            if customer is None:
                if newcomer is not None:
                    case_rows.add_customer(tx, newcomer)
                customer = customer_matches.say(tx, interaction, case.customer_id, at, by=by)
            earlier = None if names is None else case_rows.case_by_number(tx, names)
            linked_to = None if earlier is None else going_on(tx, earlier).id
            kept = replace(case, customer_id=customer.id, linked_to=linked_to)
            case_rows.add_case(tx, kept)
            case_rows.add_participants(tx, kept.id, frozenset(customer.addresses))
            writing = Writing(subject=case.subject, description=description, status=case.status)
            done = replace(
                log, mode=mode, writing=writing, rev=log.rev + 1, saved_at=at, case_id=kept.id
            )
            rows.save(tx, done)
            return done, kept

        return await self._database.write(work)


def _draft(tx: Transaction, interaction: InteractionId, seen_rev: int) -> ChatLog:
    log = rows.by_id(tx, interaction)
    if log is None:
        raise Refusal("not_found", "interaction_id")
    if not log.is_draft or log.rev != seen_rev:
        raise Refusal("conflict", "rev")
    return log


def _case_of(tx: Transaction, log: ChatLog) -> Case | None:
    return None if log.case_id is None else case_rows.case_by_id(tx, log.case_id)


def _file(tx: Transaction, log: ChatLog) -> ChatLogFile:
    row, number = tx.one(_CHAT, id=log.interaction_id), tx.one(_NUMBER, id=log.interaction_id)
    assert row is not None
    assert number is not None
    page = chat_messages.page(tx, log.interaction_id, after=0, before=None, limit=MOST_MESSAGES)
    return ChatLogFile(
        log=log,
        number=number[0],
        chat=stored_of(row),
        works=tuple(handlings_of(tx, [log.interaction_id])),
        messages=page.messages,
        more=page.more,
        case=_case_of(tx, log),
        customer=customer_matches.said(tx, log.interaction_id),
    )
