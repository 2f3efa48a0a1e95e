"""What leaves is signed so that others can prove where it is from."""

import base64
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import dkim
import pytest

from channels.contract import Letter
from channels.email.compose import compose, compose_mail
from channels.email.signing import BadKeyError, Signing, SigningKey
from gateway.config import Config, ConfigurationError, Dkim, Mailbox
from gateway.post_room import signing
from tests.kit.mail_rows import NOW, outgoing

SENDER = "support@shop.example"
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes keys with openssl")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a private key."""
    file = tmp_path_factory.mktemp("keys") / "dkim.pem"
    subprocess.run(["openssl", "genrsa", "-out", file, "2048"], check=True, capture_output=True)
    return file


@pytest.fixture(scope="module")
def dns(key: Path) -> Callable[..., bytes]:
    """Answer as the domain's DNS does, which shows the public key under one name."""
    shown = subprocess.run(
        ["openssl", "rsa", "-in", key, "-pubout", "-outform", "der"],
        check=True,
        capture_output=True,
    )
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(shown.stdout)

    def text_of(name: bytes, **_: object) -> bytes:
        return record if name == b"parley._domainkey.shop.example." else b""

    return text_of


@pytest.fixture
def sign(key: Path) -> Signing:
    return signing(config(key_file=str(key), selector="parley"))


def config(**dkim_of_mailbox: str) -> Config:
    box = Mailbox(name="support", address=SENDER, queue="mail", dkim=Dkim(**dkim_of_mailbox))
    return Config(mailboxes=(box,))


TEXTS = {
    "plain": "Try another bulb.",
    "in other writing": "灯が壊れた — Zoé 🦊\n\n  indented\n.\n..\nFrom here on",
    "long": "word " * 5_000,
    "empty": "",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("subject", ["Re: [#1001] Lamp", "Ré: " + "Größe " * 40])
def test_a_signature_can_be_verified(
    sign: Signing, dns: Callable[..., bytes], text: str, subject: str
):
    """Whatever is written, with what files it may have, as DNS shows the key."""
    mail = outgoing(text=text, html=f"<p>{text}</p>", subject=subject, files=())
    message = sign(SENDER.upper(), compose_mail(mail, []))
    assert dkim.verify(message, dnsfunc=dns)


def test_what_the_gateway_says_by_itself_is_signed_too(sign: Signing, dns: Callable[..., bytes]):
    """An acknowledgement and the like."""
    letter = Letter(
        key="k", to=("zoe@c.example",), subject="It has come", text="Your number is 1001."
    )
    message = compose(letter, sender=SENDER, sender_name="Parley", message_id="<1@a.b>", at=NOW)
    assert dkim.verify(sign(SENDER, message), dnsfunc=dns)


CHANGES = {
    "another sender": (b"support@shop", b"sales@shop"),
    "another subject": (b"Subject: ", b"Subject: Not "),
    "other words": (b"bulb", b"lamp"),
}


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_what_was_changed_on_the_way_is_not_proven(
    sign: Signing, dns: Callable[..., bytes], before: bytes, after: bytes
):
    """The sender, the subject and the text are all part of what is signed."""
    message = sign(SENDER, compose_mail(outgoing(), []))
    head, _, rest = message.partition(b"From:")
    changed = head + (b"From:" + rest).replace(before, after, 1)
    assert changed != message
    assert not dkim.verify(changed, dnsfunc=dns)


def test_folding_and_white_space_may_change_on_the_way(sign: Signing, dns: Callable[..., bytes]):
    """Servers fold headers anew and put spaces at the ends of lines."""
    message = sign(SENDER, compose_mail(outgoing(), []))
    assert dkim.verify(message.replace(b"Subject: ", b"Subject:\r\n  "), dnsfunc=dns)


def test_what_leaves_from_elsewhere_stays_as_it_is(sign: Signing):
    """An address without a key is signed for by nobody."""
    message = compose_mail(outgoing(), [])
    assert sign("sales@shop.example", message) == message


def test_a_key_that_cannot_be_used_is_told_at_the_start(tmp_path: Path):
    """The message names the file and what is wrong with it."""
    broken = tmp_path / "broken.pem"
    broken.write_text("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n")
    for file, said in ((tmp_path / "none.pem", "cannot be read"), (broken, "no RSA private key")):
        with pytest.raises(ConfigurationError, match=said):
            signing(config(key_file=str(file), selector="parley"))
    for pem in (b"", b"words", b"\xff" * 100):
        with pytest.raises(BadKeyError):
            SigningKey(domain="a.b", selector="s", pem=pem).check()
