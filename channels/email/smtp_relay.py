"""A mail server that takes a mailbox's mail on its way (RFC 5321)."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import aiosmtplib

from channels.email.compose import on_the_way
from channels.email.delivery import Refused, Unknown

TIMEOUT_SECONDS: Final = 60.0
"""For each answer of the server."""
_FOR_GOOD: Final = 500
"""Codes from here on are refusals that trying again does not change (RFC 5321 section 4.2.1)."""


class SmtpRelay:
    """Hands mails to one server, a connection for each (`channels.email.delivery.MailRelay`)."""

    repeatable = False

    def __init__(
        self,
        *,
        host: str,
        port: int,
        username: str,
        password: str,
        tls: Literal["tls", "starttls", "none"],
    ) -> None:
        """Log in as `username` if there is one."""
        self._host = host
        self._port = port
        self._username = username
        self._password = password
        self._tls = tls

    async def hand_over(
        self, mail_id: str, message: bytes, *, sender: str, recipients: Sequence[str]
    ) -> Mapping[str, str]:
        """Hand a mail over; gives those recipients who were refused, with what was said.

        Raises:
            ValueError: an address is none.
            Refused, Unknown, OSError: as `MailRelay` says.

        """
        del mail_id  # the Message-ID inside is what tells mails apart
        server = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._username or None,
            password=self._password or None,
            use_tls=self._tls == "tls",
            start_tls=self._tls == "starttls",
            timeout=TIMEOUT_SECONDS,
        )
        try:
            refused = await _address(server, sender, recipients, len(message))
            if len(refused) < len(recipients):
                await _data(server, message)
        except aiosmtplib.SMTPAuthenticationError as error:
            # A wrong password is the company's mistake to mend; the mail waits for it.
            raise OSError(f"log-in refused: {error.code}") from error
        except aiosmtplib.SMTPResponseException as error:
            said = _said(error.code, error.message)
            if error.code >= _FOR_GOOD:
                raise Refused(dict.fromkeys(recipients, said)) from error
            raise OSError(said) from error
        except aiosmtplib.SMTPException as error:
            raise OSError(str(error)) from error
        finally:
            server.close()
        return refused


async def _address(
    server: aiosmtplib.SMTP, sender: str, recipients: Sequence[str], size_bytes: int
) -> dict[str, str]:
    """Say whom the mail is from and for; gives who was refused, with what was said."""
    await server.connect()
    if server.is_ehlo_or_helo_needed:
        await _greet(server)
    sizes = [f"SIZE={size_bytes}"] if server.supports_extension("size") else []
    # No sender at all is the null return path of what a program answers.
    await server.mail(on_the_way(sender) if sender else "", options=sizes)
    refused = {}
    for address in recipients:
        try:
            await server.rcpt(on_the_way(address))
        except aiosmtplib.SMTPRecipientRefused as error:
            refused[address] = _said(error.code, error.message)
    return refused


async def _greet(server: aiosmtplib.SMTP) -> None:
    try:
        await server.ehlo()
    except aiosmtplib.SMTPHeloError:
        await server.helo()


async def _data(server: aiosmtplib.SMTP, message: bytes) -> None:
    """Hand the message over; once it is on its way, silence is no refusal (RFC 1047)."""
    try:
        await server.data(message)
    except (aiosmtplib.SMTPTimeoutError, aiosmtplib.SMTPServerDisconnected, OSError) as error:
        raise Unknown(str(error) or type(error).__name__) from error


def _said(code: int, message: str) -> str:
    return f"{code} {' '.join(message.split())}"[:500]
