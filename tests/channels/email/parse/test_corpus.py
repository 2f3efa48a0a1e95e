"""The messages that CPython tests its own parser with: none raises, no text of them is lost."""

import email
import importlib.util
import os
import re
from email import policy
from email.message import Message
from pathlib import Path

import pytest

from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedMail
from tests.channels.email.parse.letters import RECEIVED


def corpus() -> list[Path]:
    """The messages, none where this Python came without its tests."""
    try:
        found = importlib.util.find_spec("test.test_email")
    except ModuleNotFoundError:
        return []
    if found is None or not found.submodule_search_locations:
        return []
    folder = Path(next(iter(found.submodule_search_locations))) / "data"
    return sorted(folder.glob("*.txt"))


def squeezed(text: str) -> str:
    """Text without white space, control characters and transfer noise, for comparison."""
    return re.sub(r"[\s\x00-\x1f\x7f\ufffd]+", "", text)


def texts(message: Message) -> list[str]:
    """Every text the standard library finds, decoded leniently."""
    found = []
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_maintype() == "text" and isinstance(payload, bytes):
            found.append(payload.decode(_charset(part), "replace"))
    return found


def _charset(part: Message) -> str:
    try:
        name = part.get_content_charset("ascii")
        "".encode(name)
    except (LookupError, ValueError, TypeError):
        return "latin-1"
    return name


def everything(mail: ParsedMail) -> str:
    """All that the agent can get at, as one text."""
    files = "".join(each.content.decode("latin-1") for each in mail.attachments)
    return squeezed(mail.text + (mail.html or "") + files)


def test_the_corpus_is_there():
    if not corpus():
        reason = "this Python came without its own tests (Debian: libpython3-testsuite)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    assert len(corpus()) >= 40


@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.stem)
def test_a_message_of_the_corpus_is_read_without_loss(path: Path):
    raw = path.read_bytes()
    mail = parse(raw, received_at=RECEIVED)
    assert "unparsed" not in mail.flags
    kept = everything(mail)
    for text in texts(email.message_from_bytes(raw, policy=policy.compat32)):
        assert squeezed(text) in kept
