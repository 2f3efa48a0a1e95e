"""Whether a visitor's browser is there, and what follows when it is not."""

from collections.abc import Callable
from typing import Final

from channels.chat.conversation import Conversation, Conversations
from channels.chat.deadlines import Deadlines
from channels.chat.idle import IdleWatch
from channels.chat.limits import Limits
from channels.chat.ports import Ports
from channels.chat.values import VisitorId
from router.ids import Instant

_UNATTENDED: Final = frozenset({"bot", "waiting"})
"""States in which no person waits for the customer."""


class VisitorPresence:
    """Counts each visitor's sockets; the last one gone starts a grace.

    Past it a waiting chat is abandoned, while an active one stays until the silence ends it and
    the agent is told at once (CHT-044, G-10).
    """

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        deadlines: Deadlines,
        limits: Limits,
        idle: IdleWatch,
        abandon: Callable[[Conversation], None],
    ) -> None:
        """Join the collaborators; `abandon` ends a chat for a customer who has gone."""
        self._conversations = conversations
        self._deadlines = deadlines
        self._clock = ports.clock
        self._push = ports.push
        self._limits = limits
        self._idle = idle
        self._abandon = abandon
        self._sockets: dict[VisitorId, int] = {}

    def is_present(self, visitor_id: VisitorId) -> bool:
        """Tell whether the visitor has a socket."""
        return visitor_id in self._sockets

    def attached(self, visitor_id: VisitorId) -> None:
        """Note one more socket."""
        self._sockets[visitor_id] = self._sockets.get(visitor_id, 0) + 1
        for conversation in self._conversations.of_visitor(visitor_id):
            conversation.disconnected_at = None
            conversation.customer_active_at = self._clock.now()
            if not conversation.customer_connected:
                conversation.customer_connected = True
                self._push.chat_changed(conversation.chat())

    def detached(self, visitor_id: VisitorId) -> None:
        """Note that a socket is gone."""
        left = self._sockets.get(visitor_id, 0) - 1
        if left > 0:
            self._sockets[visitor_id] = left
            return
        if self._sockets.pop(visitor_id, None) is None:
            return
        now = self._clock.now()
        for conversation in self._conversations.of_visitor(visitor_id):
            if conversation.over:
                self._conversations.remove(conversation)
            elif not conversation.left_message:
                self.missing(conversation, now)

    def missing(self, conversation: Conversation, since: Instant) -> None:
        """Start the grace of a conversation whose customer is not there."""
        conversation.disconnected_at = since
        self._deadlines.set(
            ("gone", conversation.id),
            since + self._limits.gone_after,
            lambda: self._tell(conversation),
        )
        self.watch(conversation)

    def watch(self, conversation: Conversation) -> None:
        """Make sure that a missing customer gives up a place in a queue."""
        since = conversation.disconnected_at
        if since is None or conversation.state == "ended" or conversation.left_message:
            return
        if conversation.state in _UNATTENDED:
            self._deadlines.set(
                ("abandon", conversation.id),
                max(since, conversation.waiting_since) + self._limits.abandoned_after,
                lambda: self._give_up(conversation),
            )

    def _tell(self, conversation: Conversation) -> None:
        if conversation.disconnected_at is None or conversation.over:
            return
        conversation.customer_connected = False
        self._push.chat_changed(conversation.chat())
        self._idle.watch(conversation)

    def _give_up(self, conversation: Conversation) -> None:
        if conversation.disconnected_at is not None and conversation.state in _UNATTENDED:
            self._abandon(conversation)
