"""The store of the chat channel: conversations with what surrounds them."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from sqlalchemy import and_, case, exists, func, or_, select, update

from channels.chat.ports import AppendAnswer, Appended, Entry, StoredChat
from channels.chat.refusal import Refusal
from channels.chat.values import (
    Answers,
    Attachment,
    AttachmentId,
    Author,
    ChatId,
    EndReason,
    Locale,
    Message,
    Page,
    Visitor,
    VisitorId,
)
from channels.contract import RowWork
from router.ids import AgentId, Instant
from storage import chat_files, chat_messages, visitors
from storage.chat_projection import project
from storage.chat_rows import WITH_VISITOR, columns_of, fields_of, stored_of
from storage.database import Database
from storage.schema.chats import chats as _chats
from storage.schema.chats import messages as _messages
from storage.schema.interactions import GOES_ON
from storage.schema.interactions import handlings as _handlings
from storage.schema.interactions import interactions as _interactions
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

__all__ = ["Chats", "project"]

_OPEN: Final = insert_into(_chats)
_LEAVE: Final = Statement(
    update(_chats)
    .where(_chats.c.id == param("chat_id"), _chats.c.state != "ended")
    .values(end_reason=param("reason"))
)
_TURN: Final = Statement(
    update(_chats)
    .where(_chats.c.id == param("chat_id"), _chats.c.state == "waiting")
    .values(left_message=1, name=param("new_name"), email=param("new_email"), rev=_chats.c.rev + 1)
)
_LIVE: Final = Statement(
    WITH_VISITOR.join(_interactions, _interactions.c.id == _chats.c.id).where(GOES_ON)
)
_HELD_BY_BOT: Final = Statement(WITH_VISITOR.where(_chats.c.state == "bot"))
_END_UNQUEUED: Final = Statement(
    update(_chats)
    .where(_chats.c.id == param("chat_id"), _chats.c.state == "bot")
    .values(state="ended", ended_at=param("at"), end_reason=param("reason"), rev=_chats.c.rev + 1)
)
_ANSWER: Final = Statement(
    update(_chats)
    .where(_chats.c.id == param("chat_id"))
    .values(
        name=param("new_name"),
        email=param("new_email"),
        account_number=param("new_account_number"),
        case_number=param("new_case_number"),
        fields=param("new_fields"),
        rev=_chats.c.rev + 1,
    )
    .returning(_chats.c.rev)
)
_BY_ID: Final = Statement(WITH_VISITOR.where(_chats.c.id == param("chat_id")))
_BY_START: Final = Statement(
    WITH_VISITOR.where(
        _chats.c.visitor_id == param("visitor_id"), _chats.c.client_id == param("client_id")
    )
)
_BY_CLIENT_ID: Final = Statement(
    WITH_VISITOR.where(
        _chats.c.visitor_id == param("visitor_id"),
        or_(
            _chats.c.client_id == param("client_id"),
            exists(
                select(_messages.c.seq).where(
                    _messages.c.chat_id == _chats.c.id,
                    _messages.c.sender == "customer",
                    _messages.c.author_id == param("visitor_id"),
                    _messages.c.client_id == param("client_id"),
                )
            ),
        ),
    )
)
_LAST: Final = Statement(
    WITH_VISITOR.where(
        _chats.c.visitor_id == param("visitor_id"),
        _chats.c.left_message == 0,
        _chats.c.removed_at.is_(None),
    )
    .order_by(_chats.c.started_at.desc())
    .limit(1)
)
_HANDLED: Final = Statement(
    select(_handlings.c.id)
    .where(
        _handlings.c.interaction_id == param("chat_id"),
        _handlings.c.agent_id == param("agent_id"),
        _handlings.c.accepted_at.is_not(None),
    )
    .limit(1)
)
_READ: Final = Statement(
    update(_chats)
    .where(_chats.c.id == param("chat_id"))
    .values(
        customer_read=case(
            (_chats.c.customer_read < param("customer"), param("customer")),
            else_=_chats.c.customer_read,
        ),
        agent_read=case(
            (_chats.c.agent_read < param("agent"), param("agent")), else_=_chats.c.agent_read
        ),
    )
)
# What was emptied stays empty, though its visitor may still be looking at it.
_KEPT: Final = and_(_chats.c.id == param("chat_id"), _chats.c.removed_at.is_(None))
_RATE: Final = Statement(
    update(_chats)
    .where(_KEPT)
    .values(rating=param("score"), rating_comment=param("comment"), rev=_chats.c.rev + 1)
)
_SENT_TO: Final = Statement(select(_chats.c.transcript_to).where(_KEPT))
_SEND_TO: Final = Statement(
    update(_chats)
    .where(_chats.c.id == param("chat_id"))
    .values(transcript_to=param("address"), rev=_chats.c.rev + 1)
)
_COUNT: Final = Statement(select(func.count()).select_from(_chats))


class Chats:
    """Keeps chats in the database; implements `channels.chat.ports.ChatStore`."""

    def __init__(self, database: Database) -> None:
        """Keep everything in `database`."""
        self._database = database

    # --- Messages --------------------------------------------------------------------------------

    def append(self, entry: Entry, answer: AppendAnswer) -> None:
        """Number the entry and keep it, in the order of the calls."""
        self._database.submit(partial(chat_messages.append, entry=entry), answer)

    async def messages(
        self, chat_id: ChatId, *, after: int | None, before: int | None, limit: int
    ) -> Page:
        """Give the first messages after, or the last ones before, a `seq`; oldest first."""
        return await self._database.read(
            lambda tx: chat_messages.page(tx, chat_id, after=after, before=before, limit=limit)
        )

    # --- Beginning and end -----------------------------------------------------------------------

    def open_chat(self, stored: StoredChat, start_id: str, first: Message | None) -> RowWork:
        """Give the rows of a new chat, and of its visitor's name and address."""

        def work(tx: Transaction) -> None:
            visitors.rename(tx, stored.visitor)
            tx.execute(_OPEN, **columns_of(stored, start_id))
            if first is not None:
                chat_messages.insert(tx, first)

        return work

    async def open_unqueued(self, stored: StoredChat, start_id: str, first: Message | None) -> None:
        """Keep a new chat that waits in no queue yet."""
        await self._database.write(self.open_chat(stored, start_id, first))

    async def end_unqueued(self, chat_id: ChatId, reason: EndReason, at: Instant) -> None:
        """End a chat that is still the bot's."""
        await self._database.write(
            lambda tx: tx.execute(_END_UNQUEUED, chat_id=chat_id, reason=reason, at=at)
        )

    async def save_answers(self, chat_id: ChatId, answers: Answers, visitor: Visitor) -> int:
        """Keep what the customer has said of themselves; gives the chat's revision after it."""

        def work(tx: Transaction) -> int:
            visitors.rename(tx, visitor)
            row = tx.one(
                _ANSWER,
                chat_id=chat_id,
                new_name=answers.name,
                new_email=answers.email,
                new_account_number=answers.account_number,
                new_case_number=answers.case_number,
                new_fields=fields_of(answers),
            )
            return 0 if row is None else int(row[0])

        return await self._database.write(work)

    def leave(self, chat_id: ChatId, reason: EndReason) -> RowWork:
        """Give the row that says why the chat is about to end."""

        def work(tx: Transaction) -> None:
            tx.execute(_LEAVE, chat_id=chat_id, reason=reason)

        return work

    async def turn_into_message(self, chat_id: ChatId, answers: Answers, entry: Entry) -> Appended:
        """Mark a waiting chat as a left message and append the form's text, in one step."""

        def work(tx: Transaction) -> Appended | Refusal:
            turned = tx.execute(
                _TURN, chat_id=chat_id, new_name=answers.name, new_email=answers.email
            )
            return chat_messages.append(tx, entry) if turned else Refusal("conflict")

        outcome = await self._database.write(work)
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome

    # --- Finding chats ---------------------------------------------------------------------------

    async def live_chats(self) -> list[StoredChat]:
        """Give every chat whose interaction is not over, wrap-up included, and the bot's."""
        return await self._database.read(
            lambda tx: [stored_of(row) for row in (*tx.all(_LIVE), *tx.all(_HELD_BY_BOT))]
        )

    async def chat(self, chat_id: ChatId) -> StoredChat | None:
        """Give one chat, whatever its state."""
        return await self._one(_BY_ID, chat_id=chat_id) if _may_exist(chat_id) else None

    async def chat_by_start(self, visitor_id: VisitorId, start_id: str) -> StoredChat | None:
        """Find what an earlier try with the same `client_id` has opened."""
        return await self._one(_BY_START, visitor_id=visitor_id, client_id=start_id)

    async def chat_by_client_id(self, visitor_id: VisitorId, client_id: str) -> StoredChat | None:
        """Find the chat that was started, or in which was written, under this `client_id`."""
        return await self._one(_BY_CLIENT_ID, visitor_id=visitor_id, client_id=client_id)

    async def last_chat(self, visitor_id: VisitorId) -> StoredChat | None:
        """Give the visitor's newest chat that is no left message."""
        return await self._one(_LAST, visitor_id=visitor_id)

    async def was_handled_by(self, chat_id: ChatId, agent_id: AgentId) -> bool:
        """Tell whether the agent has ever accepted this chat."""
        if not _may_exist(chat_id):
            return False
        row = await self._database.look_up(
            lambda tx: tx.one(_HANDLED, chat_id=chat_id, agent_id=agent_id)
        )
        return row is not None

    async def count_chats(self) -> int:
        """Count the chats ever opened."""
        row = await self._database.read(lambda tx: tx.one(_COUNT))
        return 0 if row is None else int(row[0])

    async def _one(self, statement: Statement, **params: str) -> StoredChat | None:
        row = await self._database.look_up(lambda tx: tx.one(statement, **params))
        return None if row is None else stored_of(row)

    # --- What surrounds a chat -------------------------------------------------------------------

    async def save_reads(self, marks: Mapping[ChatId, tuple[int, int]]) -> None:
        """Raise the read marks (customer, agent); a mark never goes down."""

        def work(tx: Transaction) -> None:
            for chat_id, (customer, agent) in marks.items():
                tx.execute(_READ, chat_id=chat_id, customer=customer, agent=agent)

        await self._database.write(work)

    async def save_rating(self, chat_id: ChatId, score: int, comment: str) -> bool:
        """Keep the customer's verdict; False: the chat was emptied meanwhile."""
        touched = await self._database.write(
            lambda tx: tx.execute(_RATE, chat_id=chat_id, score=score, comment=comment)
        )
        return touched > 0

    async def save_transcript(self, chat_id: ChatId, address: str, letter: RowWork) -> str | None:
        """Keep the letter unless one was sent before; gives the address the letter goes to.

        None: the chat was emptied meanwhile, and nothing is kept.
        """

        def work(tx: Transaction) -> str | None:
            row = tx.one(_SENT_TO, chat_id=chat_id)
            if row is None:
                return None
            if row[0] is not None:
                return str(row[0])
            tx.execute(_SEND_TO, chat_id=chat_id, address=address)
            letter(tx)
            return address

        return await self._database.write(work)

    # --- Visitors --------------------------------------------------------------------------------

    async def add_visitor(self, visitor: Visitor, token_hash: str) -> None:
        """Keep a new visitor."""
        await self._database.write(lambda tx: visitors.add(tx, visitor, token_hash))

    async def visitor(self, visitor_id: VisitorId) -> Visitor | None:
        """Give a visitor."""
        return await self._database.look_up(lambda tx: visitors.by_id(tx, visitor_id))

    async def visitor_by_token(self, token_hash: str) -> Visitor | None:
        """Find who shows this token."""
        return await self._database.look_up(lambda tx: visitors.by_token(tx, token_hash))

    async def identify(self, visitor: Visitor) -> None:
        """Keep who the visitor is by the word of the site."""
        await self._database.write(lambda tx: visitors.rename(tx, visitor))

    async def greet(self, visitor_id: VisitorId, locale: Locale, at: Instant) -> None:
        """Keep when the visitor was last seen, and in which language."""
        await self._database.write(lambda tx: visitors.greet(tx, visitor_id, locale, at))

    async def block(self, visitor_id: VisitorId, until: Instant) -> None:
        """Keep the visitor away until then."""
        await self._database.write(lambda tx: visitors.block(tx, visitor_id, until))

    # --- Files -----------------------------------------------------------------------------------

    async def add_attachment(self, attachment: Attachment, author: Author, at: Instant) -> None:
        """Keep an uploaded file that no message carries yet."""
        await self._database.write(lambda tx: chat_files.add(tx, attachment, author, at))

    async def attachment(self, attachment_id: AttachmentId) -> Attachment | None:
        """Give an attachment."""
        if not _may_exist(attachment_id):
            return None
        return await self._database.look_up(lambda tx: chat_files.by_id(tx, attachment_id))

    async def remove_unsent(self, before: Instant, at: Instant) -> int:
        """Forget the uploads from before `before` that no message carries; gives how many."""
        return await self._database.write(lambda tx: chat_files.remove_unsent(tx, before, at))


def _may_exist(identifier: str) -> bool:
    """Tell an id of ours from text that no database takes, such as half of a surrogate pair."""
    return identifier.isascii() and "\x00" not in identifier
