"""Tries the rules for voicemail by mail out on a mail, before a telephone system sends one."""

from pathlib import Path
from typing import BinaryIO, Final

from rich.console import Console

from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedMail
from channels.voicemail.audio.container import container_of
from channels.voicemail.mail_rule import Told, read_mail
from channels.voicemail.mailed import MailRule
from crm.records import folded
from gateway.config import Config
from gateway.failure import CommandFailed
from gateway.voicemail_doors import mail_rules

_MOST_BYTES: Final = 134_217_728
_LATER: Final = 253_402_300_799_000_000
"""The end of the year 9999: no mail is too young."""


def try_mail(config: Config, file: Path, standard_input: BinaryIO) -> None:
    """Print what each rule makes of the mail in `file`, `-` being standard input.

    Raises:
        CommandFailed: there is no rule, or no such file.

    """
    rules = mail_rules(config)
    if not rules:
        raise CommandFailed("the configuration has no [[voicemail_mails]]; add one")
    mail = parse(_read(file, standard_input), received_at=_LATER)
    out = Console(highlight=False, soft_wrap=True)
    out.print(
        f"From {mail.sender.address if mail.sender else 'nobody'}: {mail.subject}", markup=False
    )
    for name, kind in _recordings(mail):
        out.print(f"  file {name}: {kind}", markup=False)
    for rule in rules:
        out.print(f"Rule {rule.name}, for the mailbox {rule.mailbox}", markup=False)
        for line in _told(rule, mail):
            out.print(f"  {line}", markup=False)


def _read(file: Path, standard_input: BinaryIO) -> bytes:
    if str(file) == "-":
        return standard_input.read(_MOST_BYTES)
    try:
        with file.open("rb") as source:
            return source.read(_MOST_BYTES)
    except OSError as error:
        raise CommandFailed(f"{file}: {error.strerror}; name a file with a mail in it") from error


def _recordings(mail: ParsedMail) -> list[tuple[str, str]]:
    return [
        (each.name, str(container_of(each.content) or "no recording that is known here"))
        for each in mail.attachments
    ]


def _told(rule: MailRule, mail: ParsedMail) -> list[str]:
    sender = folded(mail.sender.address) if mail.sender else ""
    if not rule.covers_sender(sender):
        return [f"does not cover its sender; covered are {', '.join(sorted(rule.senders))}"]
    told: Told = read_mail(mail.subject, mail.text, rule.patterns)
    duration = "" if told.duration_seconds is None else f"{told.duration_seconds} s"
    box = rule.boxes.get(told.box)
    return [
        f"caller: {told.caller or 'unknown'}",
        f"name: {told.caller_name or 'unknown'}",
        f"duration: {duration or 'not told'}",
        f"mailbox: {told.box or 'not told'}" + (f", of the agent {box}" if box else ""),
        f"id: {told.message_id or 'not told'}",
    ]
