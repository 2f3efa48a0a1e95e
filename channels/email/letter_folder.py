"""A relay that keeps letters as files, for a company that has not set up mail yet."""

import asyncio
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]")


class LetterFolder:
    """Writes each message as ``<id>.eml`` (`channels.email.delivery.MailRelay`)."""

    repeatable = True

    def __init__(self, folder: Path) -> None:
        """Keep letters in ``folder``, made when the first one comes."""
        self._folder = folder

    async def hand_over(
        self, mail_id: str, message: bytes, *, sender: str, recipients: Sequence[str]
    ) -> Mapping[str, str]:
        """Write the message durably: whole or not at all; nobody is ever refused."""
        del sender, recipients
        await asyncio.to_thread(self._write, mail_id, message)
        return {}

    def _write(self, letter_id: str, message: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = _UNSAFE.sub("_", letter_id)
        unfinished = self._folder / f".{name}.part"
        with unfinished.open("wb") as file:
            file.write(message)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / f"{name}.eml")
