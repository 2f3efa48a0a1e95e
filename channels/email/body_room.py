"""Where drafts are made bodies of mails: short ones in a thread, others in a process."""

import asyncio
from typing import Final

import structlog

from channels.email import body_process
from channels.email.mail_body import MailBody, Written, body_of
from channels.email.refusal import Refusal
from channels.worker import Worker, WorkerDied
from markup.effort import is_laborious
from markup.sanitize import MOST_STEPS

_log = structlog.get_logger(__name__)

SHORT_CHARS: Final = 16_384
"""Cleaned in a thread, in a few milliseconds. A parser does not let go of the interpreter while it
works, so that what takes longer would hold the event loop from a thread as well."""
DEADLINE_SECONDS: Final = 60.0
"""For one draft; a megabyte of nothing but `&` takes four seconds on a slow machine."""


class BodyRoom:
    """Makes one long body at a time."""

    def __init__(
        self, *, short_chars: int = SHORT_CHARS, deadline_seconds: float = DEADLINE_SECONDS
    ) -> None:
        """Start no process before it is needed."""
        self._short_chars = short_chars
        self._worker: Worker[Written, MailBody] = Worker(
            body_process.__name__, MailBody, deadline_seconds=deadline_seconds
        )

    async def body(self, html: str) -> MailBody:
        """Clean what was written.

        Raises:
            Refusal: the process did not survive it (`unavailable`); it can be tried again.

        """
        written = Written(html)
        body = await asyncio.to_thread(self._short, written)
        if body is not None:
            return body
        try:
            return await self._worker.ask(written)
        except WorkerDied as died:
            _log.warning("mail.cleaning_died", error=str(died), chars=len(html))
            raise Refusal("unavailable", "html") from died

    async def stop(self) -> None:
        """End the process after the draft in hand."""
        await self._worker.stop()

    def _short(self, written: Written) -> MailBody | None:
        """Clean a short draft here; None: it is none, or more work than it seems."""
        if len(written.html) > self._short_chars or is_laborious(written.html, MOST_STEPS):
            return None
        return body_of(written)
