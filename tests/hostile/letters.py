"""Hostile markup sent as letters of one case: body, subject, sender's name, name of a file."""

import asyncio
import smtplib
from collections.abc import Iterator, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Final

from tests.browser.letters import SENDER
from tests.hostile.doors import LINE, file_name, one_line
from tests.hostile.payloads import Payload

MAILBOX: Final = SENDER.partition("@")[0]
DOMAIN: Final = SENDER.partition("@")[2]
HARMLESS: Final = "<p>plain <b>words</b></p>"


def letters(attacks: Sequence[Payload]) -> Iterator[EmailMessage]:
    """Write a harmless letter, then one for each attack that answers it, so that all are a case.

    A letter's subject, its sender's name and its file's name are the attacks after its own.
    """
    first = _letter("Zoé Martin", "Open me", HARMLESS)
    yield first
    for number, attack in enumerate(attacks):
        name, subject, file = (attacks[(number + step) % len(attacks)] for step in (1, 2, 3))
        answer = _letter(_printable(name), _printable(subject), attack.source)
        answer["In-Reply-To"] = first["Message-ID"]
        answer.add_attachment(b"words", maintype="text", subtype="plain", filename=file_name(file))
        yield answer


async def hand_in(port: int, written: Sequence[EmailMessage], to: str) -> None:
    """Hand letters in, one after the other over one connection."""
    await asyncio.to_thread(_hand_in, port, written, to)


def _hand_in(port: int, written: Sequence[EmailMessage], to: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        for message in written:
            server.send_message(message, SENDER, [to])


def _letter(name: str, subject: str, html: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = Address(name, MAILBOX, DOMAIN)
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=DOMAIN)
    message.set_content("plain words")
    message.add_alternative(html, subtype="html", cte="base64")
    return message


def _printable(attack: Payload) -> str:
    return "".join(filter(str.isprintable, one_line(attack.source)))[:LINE]
