"""What the rules for voicemail by mail make of a mail that nobody takes in."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, Literal

import msgspec

from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedAttachment, ParsedMail
from channels.email.parse.quoting import fold
from channels.email.reading import MOST_TEXT_CHARS
from channels.voicemail.audio.container import container_of
from channels.voicemail.caller_id import caller_of
from channels.voicemail.mail_rule import Finding, Told, find, told_by
from channels.voicemail.mailed import MailRule, is_recording
from crm.records import folded
from router.ids import Instant

MOST_QUOTED_CHARS: Final = 160

Field = Literal["number", "name", "duration", "box", "id"]
Place = Literal["subject", "text"]


class Miss(StrEnum):
    """Why a rule does not take a mail."""

    MAILBOX = "mailbox"
    SENDER = "sender"
    EARLIER_RULE = "earlier_rule"
    NO_RECORDING = "no_recording"


class Extract(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was read out of the mail."""

    field: Field
    value: str
    """As it was understood, a duration in seconds."""
    place: Place
    quote: str
    """What the pattern has matched, on one line, at most `MOST_QUOTED_CHARS` of it."""


class RuleTrial(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule makes of the mail."""

    rule: MailRule
    miss: Miss | None
    """None: it takes the mail."""
    told: Told
    """Empty where the rule does not cover the mailbox or the sender."""
    extracts: tuple[Extract, ...]

    @property
    def asked(self) -> bool:
        """Whether the rule covers the mailbox and the sender, so that its patterns were tried."""
        return self.miss not in {Miss.MAILBOX, Miss.SENDER}


class TriedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the mail."""

    name: str
    kind: str
    """The container that it was recognised as; empty: none that is known here."""
    recording: bool
    """Whether it would be taken; the first that would is."""


class MailTrial(msgspec.Struct, frozen=True, kw_only=True):
    """What all rules make of the mail."""

    mail: ParsedMail
    files: tuple[TriedFile, ...]
    rules: tuple[RuleTrial, ...]
    """In the order in which they are asked."""

    @property
    def file(self) -> TriedFile | None:
        """The recording that is taken."""
        return next((each for each in self.files if each.recording), None)


def try_rules(
    rules: Sequence[MailRule], raw: bytes, *, now: Instant, mailbox: str | None = None
) -> MailTrial:
    """Read a message as one that has come in by `mailbox`, or by whichever a rule asks for.

    Raises nothing, and keeps nothing.
    """
    mail = parse(raw, received_at=now)
    sender = folded(mail.sender.address) if mail.sender else ""
    files = tuple(map(_tried, mail.attachments))
    heard = any(each.recording for each in files)
    trials: list[RuleTrial] = []
    decided: set[str] = set()
    for rule in rules:
        found: Mapping[str, Finding] = {}
        miss: Miss | None = None
        if mailbox not in (None, rule.mailbox):
            miss = Miss.MAILBOX
        elif not rule.covers_sender(sender):
            miss = Miss.SENDER
        else:
            found = find(mail.subject, _text(mail), rule.patterns)
            if rule.mailbox in decided:
                miss = Miss.EARLIER_RULE
            elif not heard:
                miss = Miss.NO_RECORDING
            decided.add(rule.mailbox)
        told = told_by(found)
        extracts = tuple(_extracts(told, found, len(mail.subject)))
        trials.append(RuleTrial(rule=rule, miss=miss, told=told, extracts=extracts))
    return MailTrial(mail=mail, files=files, rules=tuple(trials))


def _tried(file: ParsedAttachment) -> TriedFile:
    return TriedFile(
        name=file.name,
        kind=str(container_of(file.content) or ""),
        recording=is_recording(file.name, file.media_type, file.content),
    )


def _text(mail: ParsedMail) -> str:
    # As real mails are handed over (`channels.email.filing`).
    return "\n".join(fold(mail.text[:MOST_TEXT_CHARS]))


def _extracts(told: Told, found: Mapping[str, Finding], subject_chars: int) -> Iterator[Extract]:
    by_number = "number" in found and caller_of(found["number"].value).number
    duration = "" if told.duration_seconds is None else str(told.duration_seconds)
    read: tuple[tuple[Field, str, str], ...] = (
        ("number", told.caller, "number" if by_number else "caller"),
        ("name", told.caller_name, "name" if "name" in found else "caller"),
        ("duration", duration, "duration"),
        ("box", told.box, "box"),
        ("id", told.message_id, "id"),
    )
    for field, value, name in read:
        if value:
            finding = found[name]
            yield Extract(
                field=field,
                value=value,
                place="subject" if finding.at < subject_chars else "text",
                quote=" ".join(finding.match.split())[:MOST_QUOTED_CHARS],
            )
