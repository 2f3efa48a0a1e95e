"""Where the waiting customers stand, told as it changes, with a way out when nobody may come."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from channels.chat.conversation import Conversation, Conversations
from channels.chat.deadlines import Deadlines
from channels.chat.limits import Limits
from channels.chat.messages import Messages
from channels.chat.ports import Ports
from channels.chat.values import FormReason
from channels.chat.wait import OfferGaps, estimated_wait_seconds
from router.decisions import (
    InteractionAbandoned,
    Offered,
    OfferWithdrawn,
    PolicyAdopted,
    Queued,
    QueuesEnabled,
    QueueStateSet,
    StatusChanged,
    WaitLimitReached,
)
from router.history import Record
from router.ids import Duration, QueueId
from router.lifecycle import Status

_SLICE: Final = 100
"""Customers looked at in one go: about a millisecond, so that a long line never holds the loop."""

_PER_CUSTOMER: Final[Duration] = 1_000
"""A line of many is told less often: every customer in it adds this much to the pause."""


class Standing:
    """Tells every waiting customer position, estimate and way out, coalesced for each queue."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        messages: Messages,
        deadlines: Deadlines,
        limits: Limits,
    ) -> None:
        """Join the collaborators."""
        self._conversations = conversations
        self._lines = ports.lines
        self._push = ports.push
        self._messages = messages
        self._clock = ports.clock
        self._deadlines = deadlines
        self._limits = limits
        self._gaps = OfferGaps()
        self._rests_until: dict[QueueId, int] = {}

    def on_record(self, record: Record) -> None:
        """Notice what moves a queue or changes who serves it."""
        for decision in record.decisions:
            match decision:
                case Offered():
                    self._gaps.offered(decision.queue, record.at)
                    self.stir(decision.queue)
                case (
                    Queued()
                    | OfferWithdrawn()
                    | InteractionAbandoned()
                    | QueueStateSet()
                    | WaitLimitReached()
                ):
                    self.stir(decision.queue)
                case QueuesEnabled() | PolicyAdopted():
                    self.stir_all()
                case StatusChanged():
                    # Only logging in and out change whether a queue is staffed.
                    if decision.reason == "logged_in" or decision.status is Status.LOGGED_OUT:
                        self.stir_all()
                case _:
                    pass

    def stir_all(self) -> None:
        """Look at every queue soon."""
        for queue in self._conversations.busy_queues():
            self.stir(queue)

    def stir(self, queue: QueueId) -> None:
        """Look at the queue as soon as its pause is over."""
        at = max(self._clock.now(), self._rests_until.get(queue, 0))
        self._deadlines.set_unless_set(("line", queue), at, lambda: self._refresh(queue))

    def settle(self, conversation: Conversation) -> bool:
        """Bring one chat's standing up to date; tells whether anything changed."""
        if conversation.state != "waiting":
            return False
        queue = conversation.queue_id
        position = self._lines.position(conversation.id)
        staffed = self._lines.is_staffed(queue)
        estimate = estimated_wait_seconds(position, self._gaps.median(queue), staffed=staffed)
        form = self._form(conversation, staffed=staffed)
        before = (
            conversation.position,
            conversation.estimated_wait_seconds,
            conversation.offer_form,
        )
        conversation.position = position
        conversation.estimated_wait_seconds = estimate
        conversation.offer_form = form
        if form is not None and form != before[2] and not conversation.left_message:
            self._messages.notify(conversation, form, str(conversation.waiting_since))
        return before != (position, estimate, form)

    def _form(self, conversation: Conversation, *, staffed: bool) -> FormReason | None:
        if conversation.left_message:
            return None
        if not self._lines.is_open(conversation.queue_id):
            return "closed"
        if not staffed:
            return "unstaffed"
        return "max_wait" if conversation.wait_limit_reached else None

    def _refresh(self, queue: QueueId) -> None:
        line = self._conversations.waiting_in(queue)
        pause = max(self._limits.refresh_every, len(line) * _PER_CUSTOMER)
        self._rests_until[queue] = self._clock.now() + pause
        if line:
            self._go_on(queue, iter(line))
        else:
            del self._rests_until[queue]

    def _go_on(self, queue: QueueId, rest: Iterator[Conversation]) -> None:
        looked = 0
        for conversation in islice(rest, _SLICE):
            looked += 1
            if self.settle(conversation):
                self._push.chat_changed(conversation.chat())
        if looked == _SLICE:
            self._deadlines.set(
                ("slice", queue), self._clock.now(), lambda: self._go_on(queue, rest)
            )
