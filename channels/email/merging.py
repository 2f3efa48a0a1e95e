"""Merging: cases about one matter become one, mails move to where they belong."""

from collections.abc import Iterable
from typing import Literal, Protocol, TypeAlias

import msgspec

from channels.contract import Clock
from channels.email.channel import EmailChannel
from channels.email.ports import MailboxInForce
from channels.email.refusal import Refusal
from channels.email.values import MailId
from crm.records import Case, CaseId, Customer, folded
from router.ids import Instant

MergeRefusal: TypeAlias = Literal["not_found", "conflict", "closed", "only_mail"]


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Where mails belong now."""

    case: Case
    """The case that goes on."""
    customer: Customer
    case_ids: frozenset[CaseId]
    """The cases whose own mails belong to it now."""


class MergeStore(Protocol):
    """Keeps which cases became one."""

    async def merge(self, case_id: CaseId, into: CaseId, at: Instant) -> Moved | MergeRefusal:
        """Merge a case into another."""
        ...

    async def undo(self, case_id: CaseId, at: Instant) -> Moved | MergeRefusal:
        """Undo a merge: everything is as if it had not been, but what came since stays."""
        ...

    async def move(
        self, mail_id: MailId, into: CaseId, own: frozenset[str], at: Instant
    ) -> Moved | MergeRefusal:
        """Move a mail into another case; who took part in it may write there, but not `own`."""
        ...


class Merging:
    """What agents do so that each matter is one case."""

    def __init__(
        self,
        *,
        store: MergeStore,
        channel: EmailChannel,
        clock: Clock,
        mailboxes: Iterable[MailboxInForce],
    ) -> None:
        """Join the collaborators."""
        self._store = store
        self._channel = channel
        self._clock = clock
        self._own = frozenset(folded(box.address) for box in mailboxes)

    async def merge(self, case_id: CaseId, into: CaseId) -> Case:
        """Merge a case into another and give that one, or what goes on with it.

        Its number finds the other one from then on, in subjects too. Nothing else is changed.

        Raises:
            Refusal: no such case (`not_found`), one that was merged already or the same
                (`conflict`), an open one into a closed one (`conflict`: it would be forgotten).

        """
        moved = _done(await self._store.merge(case_id, into, self._clock.now()))
        self._channel.belong(moved.case_ids, moved.case, moved.customer)
        return moved.case

    async def undo(self, case_id: CaseId) -> Case:
        """Undo a merge within a day and give the case, which is exactly as it was.

        What was written after the merge belongs to the case that went on, and stays there.

        Raises:
            Refusal: no such case (`not_found`), not merged or too long ago (`conflict`).

        """
        moved = _done(await self._store.undo(case_id, self._clock.now()))
        self._channel.belong(moved.case_ids, moved.case, moved.customer)
        return moved.case

    async def move(self, mail_id: MailId, into: CaseId) -> Case:
        """Move a mail into another case and give that one, or what goes on with it.

        Raises:
            Refusal: no such mail or case (`not_found`), the case it is in, or the only mail of
                its case (`conflict`: merge the cases).

        """
        moved = _done(await self._store.move(mail_id, into, self._own, self._clock.now()))
        self._channel.mail_moved(mail_id, moved.case, moved.customer)
        return moved.case


def _done(outcome: Moved | MergeRefusal) -> Moved:
    match outcome:
        case "not_found":
            raise Refusal("not_found", "into")
        case "conflict" | "closed" | "only_mail":
            raise Refusal("conflict", outcome)
        case _:
            return outcome
