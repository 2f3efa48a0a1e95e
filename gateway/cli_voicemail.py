"""Tries the rules for voicemail by mail out on a mail, before a telephone system sends one."""

from pathlib import Path
from typing import BinaryIO, Final

from rich.console import Console

from gateway.config import Config
from gateway.failure import CommandFailed
from gateway.voicemail_doors import mail_rules
from gateway.voicemail_trial import Miss, RuleTrial, try_rules

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
    trial = try_rules(rules, _read(file, standard_input), now=_LATER)
    mail = trial.mail
    out = Console(highlight=False, soft_wrap=True)
    out.print(
        f"From {mail.sender.address if mail.sender else 'nobody'}: {mail.subject}", markup=False
    )
    for each in trial.files:
        kind = each.kind or "no recording that is known here"
        out.print(f"  file {each.name}: {kind}", markup=False)
    for tried in trial.rules:
        rule = tried.rule
        out.print(f"Rule {rule.name}, for the mailbox {rule.mailbox}", markup=False)
        for line in _told(tried):
            out.print(f"  {line}", markup=False)


def _read(file: Path, standard_input: BinaryIO) -> bytes:
    if str(file) == "-":
        return standard_input.read(_MOST_BYTES)
    try:
        with file.open("rb") as source:
            return source.read(_MOST_BYTES)
    except OSError as error:
        raise CommandFailed(f"{file}: {error.strerror}; name a file with a mail in it") from error


def _told(tried: RuleTrial) -> list[str]:
    rule, told = tried.rule, tried.told
    if tried.miss is Miss.SENDER:
        return [f"does not cover its sender; covered are {', '.join(sorted(rule.senders))}"]
    duration = "" if told.duration_seconds is None else f"{told.duration_seconds} s"
    box = rule.boxes.get(told.box)
    return [
        f"caller: {told.caller or 'unknown'}",
        f"name: {told.caller_name or 'unknown'}",
        f"duration: {duration or 'not told'}",
        f"mailbox: {told.box or 'not told'}" + (f", of the agent {box}" if box else ""),
        f"id: {told.message_id or 'not told'}",
    ]
