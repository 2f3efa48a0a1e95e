"""Mail comes in behind a certificate of the company's."""

import asyncio
import smtplib
import ssl
from pathlib import Path
from typing import cast

import pytest
import trustme

from channels.email.intake import Intakes
from channels.email.smtp_in import SmtpIn
from gateway.config import ConfigurationError, load_config
from gateway.config import SmtpIn as Section
from tests.kit.post import SUPPORT


class Kept:
    """Takes everything over."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []

    async def take(self, *pieces: bytes, **_: object) -> None:
        self.messages.append(b"".join(pieces))


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def pem(authority: trustme.CA, tmp_path: Path) -> Path:
    """A certificate of this machine, and its key in the same file."""
    file = tmp_path / "mail.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(file)
    return file


async def test_a_sender_who_wants_it_is_not_overheard(authority: trustme.CA, pem: Path):
    """RFC 3207: what was said before the handshake counts no more, then all is as usual."""
    kept = Kept()
    server = SmtpIn(
        cast("Intakes", kept),
        host="127.0.0.1",
        port=0,
        mailboxes={SUPPORT: "support"},
        max_bytes=10_000,
        tls=Section(certificate=str(pem)).tls(),
    )
    await server.start()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)

    def post() -> None:
        with smtplib.SMTP("127.0.0.1", server.port, timeout=20) as client:
            client.starttls(context=trusting)
            client.sendmail("zoe@customer.example", [SUPPORT], b"Subject: Hello\r\n\r\nSecret")

    await asyncio.to_thread(post)
    await server.stop()
    (message,) = kept.messages
    assert message.endswith(b"Secret\r\n")


def test_a_certificate_that_is_none_is_told_at_the_start(tmp_path: Path, pem: Path):
    """Nobody waits for the first sender to complain."""
    (tmp_path / "nothing.pem").write_text("nothing")
    config = tmp_path / "config.toml"
    config.write_text(f"[smtp_in]\ncertificate = '{pem}'")
    assert load_config(config, {}).smtp_in.tls() is not None
    for certificate, key in ((tmp_path / "none.pem", ""), (tmp_path / "nothing.pem", "")):
        config.write_text(f"[smtp_in]\ncertificate = '{certificate}'\nkey = '{key}'")
        with pytest.raises(ConfigurationError, match=r"smtp_in\.certificate: cannot be used"):
            load_config(config, {})
