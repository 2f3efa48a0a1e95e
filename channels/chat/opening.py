"""How a chat begins: with an empty seat in a queue, or as a message left behind."""

from msgspec.structs import replace

from accounts.directory import Site
from channels.chat.bot import Bot
from channels.chat.content import Contents, is_blank, one_line, require_storable
from channels.chat.conversation import Conversation, Conversations
from channels.chat.limits import Rate
from channels.chat.messages import Messages
from channels.chat.ports import Entry, Ports, StoredChat
from channels.chat.prechat import MAX_LINE, checked, is_email
from channels.chat.presence import VisitorPresence
from channels.chat.refusal import Refusal
from channels.chat.turns import Turns
from channels.chat.values import (
    Answers,
    Chat,
    LeftMessage,
    Message,
    Opening,
    Started,
    Visitor,
    VisitorId,
)
from markup.rich_text import RichText
from router.ids import SECOND, QueueId
from router.inputs import InteractionEntered
from router.lifecycle import Medium


class Openings:
    """Opens chats: rows with a place in the queue, in one step, or nothing at all."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        contents: Contents,
        messages: Messages,
        presence: VisitorPresence,
        bot: Bot,
        rate: Rate | None,
    ) -> None:
        """Join the collaborators; `rate` is per visitor, None switches it off."""
        self._conversations = conversations
        self._contents = contents
        self._ports = ports
        self._store = ports.store
        self._engine = ports.engine
        self._push = ports.push
        self._clock = ports.clock
        self._mint = ports.mint
        self._directory = ports.directory
        self._messages = messages
        self._presence = presence
        self._bot = bot
        self._rate = rate
        self._turns = Turns()

    async def start(self, visitor: Visitor, opening: Opening) -> Started:
        """Open a chat, or give the one already there: two tabs must not wait twice."""
        require_storable(opening.client_id, "client_id")
        async with self._turns.of(visitor.id):
            known = await self._already_started(visitor.id, opening.client_id)
            if known is not None:
                return Started(chat=known, existing=True)
            site = self._site(visitor)
            answers = checked(site, _vouched_for(visitor, opening.answers))
            queue = self._queue(site, opening.queue)
            content = None
            if opening.message is not None and not is_blank(opening.message):
                content = self._contents.of_text(
                    opening.message, masked=site.mask_cards, field="message"
                )
            conversation = await self._enter(
                visitor,
                opening.client_id,
                answers,
                queue,
                content,
                left_message=False,
                bot=self._bot.speaks_on(site),
            )
            return Started(chat=conversation.chat(), existing=False)

    async def leave_message(self, visitor: Visitor, form: LeftMessage) -> Chat:
        """Queue what somebody writes who does not want to wait."""
        require_storable(form.client_id, "client_id")
        async with self._turns.of(visitor.id):
            known = await self._store.chat_by_client_id(visitor.id, form.client_id)
            if known is not None:
                live = self._conversations.get(known.chat.id)
                return self._ports.with_agent_name(known.chat) if live is None else live.chat()
            site = self._site(visitor)
            answers, content = self._form(site, visitor, form)
            conversation = self._conversations.open_of(visitor.id)
            if conversation is not None:
                await self._bot.give_up(conversation)
                return await self._turn_into_message(conversation, form, answers, content)
            queue = self._queue(site, None)
            conversation = await self._enter(
                visitor, form.client_id, answers, queue, content, left_message=True
            )
            return conversation.chat()

    async def _already_started(self, visitor_id: VisitorId, client_id: str) -> Chat | None:
        conversation = self._conversations.open_of(visitor_id)
        if conversation is not None:
            return conversation.chat()
        stored = await self._store.chat_by_start(visitor_id, client_id)
        return None if stored is None else self._ports.with_agent_name(stored.chat)

    async def _enter(
        self,
        visitor: Visitor,
        client_id: str,
        answers: Answers,
        queue: QueueId,
        content: RichText | None,
        *,
        left_message: bool,
        bot: bool = False,
    ) -> Conversation:
        # Only now: who has to correct the form must not have to wait for it.
        self._limit(visitor.id)
        now = self._clock.now()
        visitor = await self._fresh(visitor, answers)
        first = (
            None
            if content is None
            else _first_message(self._mint.id(), visitor, answers, client_id, content, now)
        )
        chat_id = self._mint.id() if first is None else first.chat_id
        said = 0 if first is None else 1
        stored = StoredChat(
            chat=Chat(
                id=chat_id,
                rev=0,
                visitor_id=visitor.id,
                site_id=visitor.site_id,
                state="bot" if bot else "waiting",
                queue_id=queue,
                started_at=now,
                left_message=left_message,
                last_seq=said,
                customer_read=said,
                last_customer_message_at=now if said else None,
            ),
            answers=answers,
            visitor=visitor,
            awaiting_customer_since=None,
            wait_limit_reached=False,
        )
        conversation = Conversation(stored)
        # Known before the commit, so that the records which follow it find the chat.
        self._conversations.add(conversation)
        try:
            if bot:
                await self._store.open_unqueued(stored, client_id, first)
            else:
                await self._engine.submit(
                    InteractionEntered(interaction=chat_id, medium=Medium.CHAT, queue=queue),
                    rows=[self._store.open_chat(stored, client_id, first)],
                )
        except BaseException:
            self._conversations.remove(conversation)
            raise
        if not left_message and not self._presence.is_present(visitor.id):
            self._presence.missing(conversation, now)
        if first is not None:
            self._push.message(conversation, first)
        self._bot.heard(conversation)
        return conversation

    async def _turn_into_message(
        self, conversation: Conversation, form: LeftMessage, answers: Answers, content: RichText
    ) -> Chat:
        if conversation.state != "waiting":
            raise Refusal("conflict")
        merged = Answers(
            name=answers.name,
            email=answers.email,
            account_number=conversation.answers.account_number,
            case_number=conversation.answers.case_number,
            fields=conversation.answers.fields,
        )
        entry = Entry(
            chat_id=conversation.id,
            sender="customer",
            sender_id=conversation.visitor_id,
            name=answers.name,
            html=content.html,
            text=content.text,
            at=self._clock.now(),
            client_id=form.client_id,
        )
        appended = await self._store.turn_into_message(conversation.id, merged, entry)
        conversation.answers = merged
        conversation.left_message = True
        conversation.offer_form = None
        conversation.customer_connected = True
        conversation.disconnected_at = None
        self._messages.announce(appended)
        self._push.chat_changed(conversation.chat())
        return conversation.chat()

    async def _fresh(self, visitor: Visitor, answers: Answers) -> Visitor:
        """Give the visitor as known now; blocked in another tab means blocked here."""
        current = await self._store.visitor(visitor.id)
        if current is None:
            raise Refusal("not_found")
        left = current.blocked_until - self._clock.now()
        if left > 0:
            raise Refusal("blocked", retry_after_seconds=left / SECOND)
        return replace(
            current,
            locale=visitor.locale,
            address=visitor.address,
            name=answers.name or current.name,
            email=answers.email or current.email,
        )

    def _form(self, site: Site, visitor: Visitor, form: LeftMessage) -> tuple[Answers, RichText]:
        given = _vouched_for(visitor, Answers(name=form.name, email=form.email))
        name = one_line(given.name, "name", MAX_LINE)
        email = one_line(given.email, "email", MAX_LINE)
        if not name:
            raise Refusal("invalid", "name")
        if not is_email(email):
            raise Refusal("invalid", "email")
        content = self._contents.of_text(form.text, masked=site.mask_cards)
        return Answers(name=name, email=email), content

    def _site(self, visitor: Visitor) -> Site:
        site = self._directory().sites.get(visitor.site_id)
        if site is None or site.disabled:
            raise Refusal("not_found", "site")
        return site

    def _queue(self, site: Site, name: str | None) -> QueueId:
        directory = self._directory()
        if name is None:
            queue = directory.queues.get(site.queue_id)
        else:
            queue = directory.queue_by_name(name)
        if queue is None or queue.disabled or Medium.CHAT.value not in queue.media:
            raise Refusal("invalid", "queue")
        return queue.id

    def _limit(self, visitor_id: VisitorId) -> None:
        wait = 0 if self._rate is None else self._rate.take(visitor_id, self._clock.now())
        if wait:
            raise Refusal("rate_limited", retry_after_seconds=wait / SECOND)


def _vouched_for(visitor: Visitor, answers: Answers) -> Answers:
    """Put what the site has signed in place of what anybody may type."""
    if not visitor.subject:
        return answers
    return replace(answers, name=visitor.name or answers.name, email=visitor.email or answers.email)


def _first_message(
    chat_id: str,
    visitor: Visitor,
    answers: Answers,
    client_id: str,
    content: RichText,
    at: int,
) -> Message:
    return Message(
        id=f"{chat_id}.1",
        chat_id=chat_id,
        seq=1,
        sender="customer",
        sender_id=visitor.id,
        name=answers.name,
        html=content.html,
        text=content.text,
        at=at,
        client_id=client_id,
    )
