"""Web chat as a channel: its parts joined, the router's records followed."""

from collections.abc import Mapping
from typing import Any, Final

from channels.chat.answering import AnswerSource
from channels.chat.attachments import Attachments
from channels.chat.blocking import Blocking
from channels.chat.bot import Bot
from channels.chat.closing import Closing
from channels.chat.content import Contents
from channels.chat.conversation import Conversation, Conversations
from channels.chat.deadlines import Deadlines
from channels.chat.follow import Change, Ended, Taken, Waits, changes
from channels.chat.history import Histories
from channels.chat.idle import IdleWatch
from channels.chat.limits import Limits, Rate
from channels.chat.messages import Messages
from channels.chat.opening import Openings
from channels.chat.ports import Ports
from channels.chat.presence import VisitorPresence
from channels.chat.service import ChatService
from channels.chat.signals import Signals
from channels.chat.standing import Standing
from channels.chat.values import Details
from channels.chat.visitor import Visitors
from channels.contract import Health
from crm.erasing import Erasure
from router.decisions import InteractionAbandoned, InteractionClosed
from router.history import Record
from router.ids import SECOND, Duration, Instant, InteractionId, seconds
from router.lifecycle import Medium

_SWEEP_EVERY: Final[Duration] = seconds(600)


class ChatChannel:
    """Takes chats in from browsers and follows them to their end (`channels.contract.Channel`)."""

    medium: Final = Medium.CHAT

    def __init__(self, ports: Ports, limits: Limits, answers: AnswerSource | None = None) -> None:
        """Build the parts; nothing happens before `start`. Without `answers` no bot speaks."""
        self._ports = ports
        self._conversations = conversations = Conversations()
        self._deadlines = deadlines = Deadlines(ports.clock)
        contents = Contents(limits.message_chars)
        self._idle = IdleWatch(
            ports,
            deadlines=deadlines,
            idle_of=self._idle_of,
            warn=self._warn,
            end=self._end_idle,
        )
        self._messages = Messages(
            ports,
            conversations=conversations,
            contents=contents,
            rate=Rate(10, seconds(10)) if limits.rates else None,
            idle=self._idle,
            asked=self._asked,
        )
        self._bot = Bot(
            ports,
            conversations=conversations,
            messages=self._messages,
            source=answers,
            ended=self._ended_unqueued,
        )
        self._standing = Standing(
            ports,
            conversations=conversations,
            messages=self._messages,
            deadlines=deadlines,
            limits=limits,
        )
        self._presence = VisitorPresence(
            ports,
            conversations=conversations,
            deadlines=deadlines,
            limits=limits,
            idle=self._idle,
            abandon=self._abandon,
        )
        self._closing = Closing(
            ports,
            conversations=conversations,
            transcript_rate=Rate(3, seconds(3_600)) if limits.rates else None,
            bot=self._bot,
        )
        histories = Histories(ports, conversations=conversations)
        self._signals = Signals(
            ports,
            conversations=conversations,
            deadlines=deadlines,
            typing_rate=Rate(3, seconds(3)) if limits.rates else None,
        )
        self._attachments = Attachments(
            ports,
            conversations=conversations,
            max_bytes=limits.attachment_bytes,
            unsent_kept_for=limits.unsent_kept_for,
        )
        self.service: Final = ChatService(
            visitors=Visitors(ports, conversations=conversations, standing=self._standing),
            presence=self._presence,
            openings=Openings(
                ports,
                conversations=conversations,
                contents=contents,
                messages=self._messages,
                presence=self._presence,
                bot=self._bot,
                rate=Rate(1, seconds(10)) if limits.rates else None,
            ),
            messages=self._messages,
            histories=histories,
            signals=self._signals,
            closing=self._closing,
            blocking=Blocking(
                ports, conversations=conversations, histories=histories, closing=self._closing
            ),
            attachments=self._attachments,
            conversations=conversations,
            bot=self._bot,
        )

    # --- The contract of a channel ---------------------------------------------------------------

    async def start(self) -> None:
        """Take up the live chats where the rows left them; call before any socket is open.

        Nobody is connected yet, so every customer is missing from now on and has the whole grace
        to come back.
        """
        now = self._ports.clock.now()
        for stored in await self._ports.store.live_chats():
            conversation = Conversation(stored)
            conversation.agent_name = self._ports.display_name(conversation.holder)
            self._conversations.add(conversation)
            self._standing.settle(conversation)
            if not conversation.left_message:
                self._presence.missing(conversation, now)
            self._idle.watch(conversation)
            self._bot.heard(conversation)
        self._sweep_later()

    async def stop(self) -> None:
        """Watch no deadline any more and write the read marks that are not written yet."""
        self._deadlines.stop()
        await self._signals.save()

    def health(self) -> Health:
        """Say how many chats are live."""
        return Health(ok=True, detail=f"{len(self._conversations)} live chats")

    async def view(self, interaction: InteractionId) -> Mapping[str, Any]:
        """Give the chat, its visitor and the answers before it; empty without such a chat."""
        details = self.service.details(interaction)
        if details is None:
            stored = await self._ports.store.chat(interaction)
            if stored is None:
                return {}
            chat = self._ports.with_agent_name(stored.chat)
            details = Details(chat=chat, visitor=stored.visitor, answers=stored.answers)
        return {"chat": details.chat, "visitor": details.visitor, "answers": details.answers}

    def forget(self, erasure: Erasure) -> None:
        """Forget who began these chats; what was said is read from the rows each time."""
        for chat_id in erasure.contacts:
            conversation = self._conversations.get(chat_id)
            if conversation is not None:
                conversation.forget()

    async def intakes(self) -> int:
        """Count the chats ever opened."""
        return await self._ports.store.count_chats()

    # --- Following the router --------------------------------------------------------------------

    def on_record(self, record: Record) -> None:
        """Follow what was decided and tell both parties."""
        for change in changes(record):
            conversation = self._conversations.apply(change, self._name_of(change))
            if conversation is not None:
                self._follow(conversation, change)
        for decision in record.decisions:
            match decision:
                case InteractionClosed() | InteractionAbandoned():
                    self._over(decision.interaction)
                case _:
                    pass
        self._standing.on_record(record)

    def _follow(self, conversation: Conversation, change: Change) -> None:
        match change:
            case Waits():
                self._standing.settle(conversation)
                self._presence.watch(conversation)
            case Taken():
                self._idle.watch(conversation)
            case Ended():
                for kind in ("idle", "gone", "abandon"):
                    self._deadlines.clear((kind, conversation.id))
            case _:
                return  # told by the next look at its queue
        self._ports.push.chat_changed(conversation.chat())

    def _asked(self, conversation: Conversation) -> None:
        self._bot.heard(conversation)

    def _ended_unqueued(self, change: Ended) -> None:
        """Follow the end of a chat that the router has never heard of."""
        conversation = self._conversations.apply(change)
        if conversation is not None:
            self._follow(conversation, change)
            self._over(conversation.id)

    def _over(self, interaction: InteractionId) -> None:
        conversation = self._conversations.get(interaction)
        if conversation is None:
            return
        conversation.over = True
        # A visitor who is still there may go on reading it from memory.
        if conversation.left_message or not self._presence.is_present(conversation.visitor_id):
            self._conversations.remove(conversation)

    def _name_of(self, change: Change) -> str | None:
        return self._ports.display_name(change.holder) if isinstance(change, Taken) else None

    # --- Deadlines -------------------------------------------------------------------------------

    def _idle_of(self, conversation: Conversation) -> Duration:
        site = self._ports.directory().sites.get(conversation.site_id)
        if site is None:
            return 0
        minutes = site.bot_idle_minutes if conversation.state == "bot" else site.idle_minutes
        return minutes * 60 * SECOND

    def _warn(self, conversation: Conversation, silence: Instant) -> None:
        self._messages.notify(conversation, "idle_warning", str(silence))

    def _end_idle(self, conversation: Conversation) -> None:
        self._closing.leave_soon(conversation, "idle")

    def _abandon(self, conversation: Conversation) -> None:
        self._closing.leave_soon(conversation, "disconnected")

    def _sweep_later(self) -> None:
        at = self._ports.clock.now() + _SWEEP_EVERY
        self._deadlines.set(("sweep", ""), at, self._sweep)

    def _sweep(self) -> None:
        self._ports.background(self._attachments.remove_unsent())
        self._sweep_later()
