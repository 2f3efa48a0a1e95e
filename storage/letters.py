"""The outbox as the mail channel sees it."""

from collections.abc import Sequence
from typing import Final

from channels.contract import Letter, RowWork
from channels.email.outgoing import PostedLetter, decode_letter, encode_letter
from router.ids import Duration, Instant
from storage.database import Database
from storage.outbox import Task, add_task, finish_task, is_leased, lease_tasks, retry_task
from storage.transaction import Transaction

_KIND: Final = "letter"


class Letters:
    """Keeps letters until they have left (`channels.email.outgoing.LetterStore`)."""

    def __init__(self, database: Database, holder: str) -> None:
        """Lease letters in the name of ``holder``, one process."""
        self._database = database
        self._holder = holder

    def post(self, letter: Letter, at: Instant) -> RowWork:
        """Give the rows that ask for the letter; the same key asked for twice is one letter."""

        def work(tx: Transaction) -> None:
            add_task(tx, letter.key, _KIND, encode_letter(letter), at)

        return work

    async def lease(self, now: Instant, lasting: Duration, limit: int) -> Sequence[PostedLetter]:
        """Take letters that are due, for this process alone."""

        def work(tx: Transaction) -> list[Task]:
            return lease_tasks(tx, _KIND, self._holder, now=now, lasting=lasting, limit=limit)

        return [
            PostedLetter(id=task.id, letter=decode_letter(task.payload), attempts=task.attempts)
            for task in await self._database.write(work)
        ]

    async def is_ours(self, letter_id: str) -> bool:
        """Tell whether the letter is still to leave, and leased to this process."""
        return await self._database.read(lambda tx: is_leased(tx, letter_id, self._holder))

    async def finish(self, letter_id: str, at: Instant, error: str | None) -> None:
        """Note that the letter has left, or was given up for ``error``."""
        await self._database.write(lambda tx: finish_task(tx, letter_id, self._holder, at, error))

    async def retry(self, letter_id: str, due_at: Instant, error: str) -> None:
        """Put the letter off."""
        await self._database.write(
            lambda tx: retry_task(tx, letter_id, self._holder, due_at, error)
        )
