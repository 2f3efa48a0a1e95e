"""The list of mails that wait in a queue, in the order an agent asks for."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final

from channels.contract import Clock
from channels.email.channel import EmailChannel
from channels.email.ports import LiveMail
from crm.names import order_key
from gateway.views.book import Book
from gateway.wire import cases as wire
from gateway.wire.times import seconds
from router.ids import InteractionId
from router.lifecycle import Medium
from router.lines import Lane, Place
from router.machine import Router

_KEYS: Final[Mapping[str, Callable[[LiveMail], str | int]]] = {
    "case_number": lambda live: live.case.number,
    "mailbox": lambda live: order_key(live.mail.mailbox),
    "contact": lambda live: order_key(live.customer.name),
    "company": lambda live: order_key(live.customer.company),
    "subject": lambda live: order_key(live.mail.subject),
}
"""What the columns are sorted by (EPL-006); the waiting time is the line's own order."""


class PendingMail:
    """Lists the mails that wait."""

    def __init__(self, *, router: Router, book: Book, email: EmailChannel, clock: Clock) -> None:
        """Join the collaborators; all of them are only looked at."""
        self._router = router
        self._book = book
        self._email = email
        self._clock = clock

    def page(self, asked: wire.ListPending) -> wire.PendingEmails:
        """List what waits behind `after`; one who has gone meanwhile begins the list anew."""
        queue = self._router.queues.get(asked.queue_id)
        lane = None if queue is None else queue.lanes.get(Medium.EMAIL)
        if lane is None:
            return wire.PendingEmails(emails=(), more=False)
        column = asked.sort.removeprefix("-")
        if asked.sort == "waited_seconds":
            found = self._in_line(lane, asked.after, asked.limit + 1)
        else:
            found = self._sorted(lane, column, backwards=asked.sort != column)
            start = found.index(asked.after) + 1 if asked.after in found else 0
            found = found[start : start + asked.limit + 1]
        return wire.PendingEmails(
            emails=tuple(
                row for each in found[: asked.limit] if (row := self._row(each)) is not None
            ),
            more=len(found) > asked.limit,
        )

    def _in_line(
        self, lane: Lane, after: InteractionId | None, most: int
    ) -> Sequence[InteractionId]:
        last = self._router.interactions.get(after or "")
        start = 0 if last is None else lane.waiting.bisect_right(last.place)
        return [_waiter(place) for place in islice(lane.waiting, start, start + most)]

    def _sorted(self, lane: Lane, column: str, *, backwards: bool) -> list[InteractionId]:
        """Sort the whole line; who is alike in the column stays in the line's order."""
        line = [_waiter(place) for place in lane.waiting]
        key = _KEYS.get(column)
        if key is None:
            return line[::-1] if backwards else line
        known = [(key(live), each) for each in line if (live := self._email.details(each))]
        known.sort(key=lambda pair: pair[0], reverse=backwards)
        return [each for _, each in known]

    def _row(self, interaction: InteractionId) -> wire.PendingEmail | None:
        live = self._email.details(interaction)
        contact = self._book.contact(interaction)
        if live is None or contact is None:
            return None
        return wire.PendingEmail(
            interaction_id=interaction,
            waited_seconds=seconds(max(0, self._clock.now() - contact.entered_at)),
            case_number=str(live.case.number),
            mailbox=live.mail.mailbox,
            contact=live.customer.name,
            company=live.customer.company,
            subject=live.mail.subject,
        )


def _waiter(place: Place) -> InteractionId:
    return place[3]
