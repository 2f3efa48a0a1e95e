"""The silent customer: warned at half of the site's time, then ended, so that no place is held.

Silence is the customer's only when it is the customer's turn: since the agent spoke after the
customer's last word, or since the customer's browser went away. Whoever waits for the agent's
answer is not silent; a bot answers at once, so with it alone it is always the customer's turn.
Typing and reading count as signs of life.
"""

from collections.abc import Callable
from typing import Literal, TypeAlias

from channels.chat.conversation import Conversation
from channels.chat.deadlines import Deadlines
from channels.chat.ports import Ports
from router.ids import Duration, Instant

Step: TypeAlias = Literal["warn", "end"]


def silent_since(conversation: Conversation) -> Instant | None:
    """Give when the customer's silence began; None while it is not the customer's turn."""
    if conversation.state == "bot":
        return max(conversation.started_at, conversation.customer_active_at)
    if conversation.state != "active" or conversation.left_message:
        return None
    if conversation.disconnected_at is not None:
        return max(conversation.disconnected_at, conversation.customer_active_at)
    if conversation.awaiting_customer_since is None:
        return None
    return max(conversation.awaiting_customer_since, conversation.customer_active_at)


def next_step(silence: Instant, warned_at: Instant | None, idle: Duration) -> tuple[Instant, Step]:
    """Give what is due next, and when.

    A warning from before this silence does not count; nobody is ended earlier than half the time
    after being warned, so a gateway that was down ends nobody unheard.
    """
    half = idle // 2
    if warned_at is None or warned_at < silence:
        return silence + half, "warn"
    return max(silence + idle, warned_at + idle - half), "end"


class IdleWatch:
    """Watches the customers whose turn it is.

    A message costs one dictionary look-up: a deadline that comes too early is moved when it fires.
    """

    def __init__(
        self,
        ports: Ports,
        *,
        deadlines: Deadlines,
        idle_of: Callable[[Conversation], Duration],
        warn: Callable[[Conversation, Instant], None],
        end: Callable[[Conversation], None],
    ) -> None:
        """Watch with the site's own time, given by `idle_of`; 0 means never."""
        self._deadlines = deadlines
        self._clock = ports.clock
        self._idle_of = idle_of
        self._warn = warn
        self._end = end

    def watch(self, conversation: Conversation) -> None:
        """Make sure the customer's silence is noticed, if there is any."""
        silence = silent_since(conversation)
        idle = self._idle_of(conversation)
        if silence is None or not idle:
            return
        due, _ = next_step(silence, conversation.warned_at, idle)
        self._deadlines.set_unless_set(
            ("idle", conversation.id), due, lambda: self._look(conversation)
        )

    def _look(self, conversation: Conversation) -> None:
        silence = silent_since(conversation)
        idle = self._idle_of(conversation)
        if silence is None or not idle:
            return
        now = self._clock.now()
        due, step = next_step(silence, conversation.warned_at, idle)
        if due <= now and step == "end":
            self._end(conversation)
            return
        if due <= now:
            conversation.warned_at = now
            self._warn(conversation, silence)
        self.watch(conversation)
