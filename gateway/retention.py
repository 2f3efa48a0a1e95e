"""Letting go by age of what the company does not want to keep (`[retention]`)."""

from collections.abc import Sequence
from typing import Final, Protocol

import structlog

from channels.chat.values import ChatId
from channels.contract import BackgroundTask, Clock
from crm.records import CaseId
from gateway.config import Retention as Days
from router.ids import Duration, Instant, seconds

LOOK_EVERY: Final[Duration] = seconds(3_600)
FIRST_LOOK_AFTER: Final[Duration] = seconds(300)
AT_ONCE: Final = 100
"""Named together; each is removed in a step of its own, so that others have their turn."""
_DAY: Final[Duration] = seconds(86_400)
_FROM_THE_FIRST: Final = (-1, "")

_log = structlog.get_logger(__name__)


class AgedStore(Protocol):
    """Keeps what grows old."""

    async def old_chats(self, before: Instant, most: int) -> Sequence[ChatId]:
        """Name chats that ended before `before` and still have their words, the oldest first."""
        ...

    async def remove_chat(self, chat_id: ChatId, at: Instant) -> None:
        """Take out what was said, by whom and with which files."""
        ...

    async def old_cases(
        self, before: Instant, after: tuple[Instant, CaseId], most: int
    ) -> Sequence[tuple[Instant, CaseId]]:
        """Give closed cases in which nothing happened since `before`, behind `after`, by age."""
        ...

    async def delete_case(self, case_id: CaseId, before: Instant, at: Instant) -> bool:
        """Delete a case with its mail; False: something of it is under way, or since `before`."""
        ...


class RetentionSweep:
    """Looks once an hour for what has grown too old."""

    def __init__(
        self, store: AgedStore, days: Days, *, clock: Clock, background: BackgroundTask
    ) -> None:
        """Remove from `store` what is older than `days` say, beside whatever else is under way."""
        self._store = store
        self._days = days
        self._clock = clock
        self._background = background
        self._next: Instant | None = None
        self._sweeps = False

    def look(self, now: Instant) -> None:
        """Sweep if it is time; call it once a second."""
        if self._next is None:
            self._next = now + FIRST_LOOK_AFTER
        if now < self._next or self._sweeps:
            return
        self._next = now + LOOK_EVERY
        self._sweeps = True
        self._background(self._sweep(now))

    async def _sweep(self, now: Instant) -> None:
        try:
            if self._days.chat_days:
                await self._remove_chats(now - self._days.chat_days * _DAY)
            if self._days.mail_days:
                await self._delete_cases(now - self._days.mail_days * _DAY)
        finally:
            self._sweeps = False

    async def _remove_chats(self, before: Instant) -> None:
        removed = 0
        while chats := await self._store.old_chats(before, AT_ONCE):
            for chat_id in chats:
                await self._store.remove_chat(chat_id, self._clock.now())
            removed += len(chats)
        if removed:
            _log.info("retention.chats_removed", chats=removed, days=self._days.chat_days)

    async def _delete_cases(self, before: Instant) -> None:
        deleted = 0
        last = _FROM_THE_FIRST
        while cases := await self._store.old_cases(before, last, AT_ONCE):
            for _, case_id in cases:
                deleted += await self._store.delete_case(case_id, before, self._clock.now())
            # What could not be deleted stays behind us: the next hour tries it again.
            last = cases[-1]
        if deleted:
            _log.info("retention.cases_deleted", cases=deleted, days=self._days.mail_days)
