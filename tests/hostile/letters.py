"""Hostile markup sent as letters of one case: body, subject, sender's name, name of a file."""

import asyncio
import smtplib
from collections.abc import Iterator, Sequence
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Final

from tests.browser.letters import SENDER
from tests.hostile.doors import LINE, file_name, one_line
from tests.hostile.payloads import Payload

DOMAIN: Final = SENDER.partition("@")[2]
HARMLESS: Final = "<p>plain <b>words</b></p>"


def letters(attacks: Sequence[Payload]) -> Iterator[bytes]:
    """Write a harmless letter, then one for each attack that answers it, so that all are a case.

    A letter's subject, its sender's name and its file's name are the attacks after its own.
    """
    first = _letter("Open me", HARMLESS)
    yield _from("Zoé Martin", first)
    for number, attack in enumerate(attacks):
        name, subject, file = (attacks[(number + step) % len(attacks)] for step in (1, 2, 3))
        answer = _letter(_printable(subject), attack.source)
        answer["In-Reply-To"] = first["Message-ID"]
        answer.add_attachment(b"words", maintype="text", subtype="plain", filename=file_name(file))
        yield _from(_printable(name), answer)


async def hand_in(port: int, written: Sequence[bytes], to: str) -> None:
    """Hand letters in, one after the other over one connection."""
    await asyncio.to_thread(_hand_in, port, written, to)


def _hand_in(port: int, written: Sequence[bytes], to: str) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        for message in written:
            server.sendmail(SENDER, [to], message)


def _letter(subject: str, html: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=DOMAIN)
    message.set_content("plain words")
    message.add_alternative(html, subtype="html", cte="base64")
    return message


def _from(name: str, message: EmailMessage) -> bytes:
    """Write a letter of somebody; the library would fold a name by losing its quotation marks."""
    coded = Header(name, "utf-8", header_name="From").encode(linesep="\r\n")
    return f"From: {coded} <{SENDER}>\r\n".encode() + message.as_bytes()


def _printable(attack: Payload) -> str:
    return "".join(filter(str.isprintable, one_line(attack.source)))[:LINE]
