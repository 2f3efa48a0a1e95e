"""Recordings that telephone systems send by mail."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final

import structlog

from channels.contract import ClaimableMail, MailedFile
from channels.voicemail.audio.container import container_of
from channels.voicemail.mail_rule import Pattern, read_mail
from channels.voicemail.ports import Intake, Received, Source
from channels.voicemail.refusal import Refusal

_log = structlog.get_logger(__name__)

_ENDINGS: Final = frozenset({".wav", ".gsm", ".mp3", ".ogg", ".au", ".flac", ".amr", ".m4a"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRule:
    """Which mails carry recordings, and how they are read."""

    name: str
    mailbox: str
    """The mailbox's name in the configuration."""
    senders: frozenset[str]
    """Addresses, or domains after an at sign, case folded; none: whoever writes to the mailbox."""
    queue: str
    patterns: Sequence[Pattern]
    callback: bool = False
    boxes: Mapping[str, str] = field(default_factory=dict)
    """Agents' user names by the number of their own mailbox."""
    phone_queue: str = ""
    cluster: str = ""

    def covers(self, mail: ClaimableMail) -> bool:
        """Tell whether a mail comes from where recordings come from."""
        return mail.mailbox == self.mailbox and self.covers_sender(mail.sender)

    def covers_sender(self, sender: str) -> bool:
        """Tell whether recordings come from this address."""
        domain = "".join(sender.rpartition("@")[1:])
        return not self.senders or sender in self.senders or domain in self.senders


class MailedRecordings:
    """Takes mails that carry a recording (`channels.contract.MailClaim`)."""

    def __init__(self, rules: Sequence[MailRule], intake: Intake, *, most_bytes: int) -> None:
        """Go by the first rule that covers a mail; hand in up to `most_bytes`."""
        self._rules = rules
        self._intake = intake
        self._most_bytes = most_bytes

    async def claim(self, mail: ClaimableMail) -> bool:
        """Take a mail over if a rule covers it, and there is a recording in it.

        What cannot be taken, such as a recording that is too long, stays mail: an agent then has
        it as an attachment. Raises what the disk and the store raise.
        """
        rule = next((each for each in self._rules if each.covers(mail)), None)
        if rule is None:
            return False
        for file in mail.files:
            audio = await asyncio.to_thread(_read, file, self._most_bytes)
            if audio:
                return await self._take(mail, rule, file, audio)
        return False

    async def _take(
        self, mail: ClaimableMail, rule: MailRule, file: MailedFile, audio: bytes
    ) -> bool:
        told = read_mail(mail.subject, mail.text, rule.patterns)
        received = Received(
            audio=audio,
            file_name=file.name,
            queue=rule.queue,
            source=Source(door="mail", name=rule.name, key=mail.fingerprint),
            caller=told.caller,
            caller_name=told.caller_name,
            called_at=mail.sent_at,
            callback=rule.callback,
            agent_box=rule.boxes.get(told.box),
            phone_queue=rule.phone_queue,
            transaction_id=told.message_id,
            cluster=rule.cluster,
        )
        try:
            taken = await self._intake.take(received)
        except Refusal as refusal:
            _log.warning(
                "voicemail.mail_not_taken",
                rule=rule.name,
                code=refusal.code,
                field=refusal.field,
            )
            return False
        _log.info("voicemail.mail_taken", rule=rule.name, fresh=taken.fresh)
        return True


def _read(file: MailedFile, most_bytes: int) -> bytes:
    """Give a recording, empty for a file that is none."""
    with Path(file.path).open("rb") as source:
        raw = source.read(most_bytes + 1)
    return raw if is_recording(file.name, file.media_type, raw) else b""


def is_recording(name: str, media_type: str, raw: bytes) -> bool:
    """Tell whether a file of a mail is taken as the recording that the mail carries."""
    said = media_type.startswith("audio/") or PurePath(name).suffix.lower() in _ENDINGS
    # One that is broken is one all the same, where its sender says so.
    return bool(raw) and (said or container_of(raw) is not None)
