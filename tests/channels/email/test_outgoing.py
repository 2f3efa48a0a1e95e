"""Letters leave once, outlive a crash, and are kept as files where no relay is set up."""

import email
from collections.abc import AsyncIterator
from email import policy
from pathlib import Path

import pytest

from channels.contract import Letter
from channels.email.letter_folder import LetterFolder
from channels.email.outgoing import Outgoing, Relay
from storage.database import Database
from storage.letters import Letters
from tests.fakes.clock import FakeClock

LETTER = Letter(
    key="transcript:c1",
    to=("zoe@example.org",),
    subject="Your chat with\r\nBcc: all@example.org",
    text="Zoé: bonjour\nAlice: hello",
)


class BrokenRelay:
    """Refuses until it is mended."""

    def __init__(self) -> None:
        self.broken = True
        self.sent: list[str] = []

    async def send(self, letter_id: str, message: bytes) -> None:
        if self.broken:
            raise ConnectionRefusedError("nobody listens")
        self.sent.append(letter_id)


@pytest.fixture
async def database(tmp_path) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")
    yield database
    await database.close()


def outgoing(database: Database, clock: FakeClock, relay: Relay) -> Outgoing:
    return Outgoing(
        store=Letters(database, "test"),
        relay=relay,
        clock=clock,
        sender="support@example.org",
        sender_name="Parley",
    )


async def test_a_letter_becomes_a_file_any_mail_program_opens(database: Database, tmp_path: Path):
    """A mailbox without a relay keeps its letters as .eml files; headers cannot be smuggled in."""
    clock = FakeClock()
    mail = outgoing(database, clock, LetterFolder(tmp_path / "outgoing"))

    await database.write(mail.post(LETTER))
    await database.write(mail.post(LETTER))
    mail.look(clock.now())
    await mail.stop()

    (file,) = (tmp_path / "outgoing").iterdir()
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.name == "transcript_c1.eml"
    assert message["To"] == "zoe@example.org"
    assert message["Subject"] == "Your chat with Bcc: all@example.org"
    assert message["Bcc"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Zoé: bonjour" in message.get_content()


async def test_a_letter_waits_for_its_relay_and_leaves_once(database: Database):
    """A relay that is away delays a letter; nothing is lost and nothing is sent twice."""
    clock, relay = FakeClock(), BrokenRelay()
    mail = outgoing(database, clock, relay)

    await database.write(mail.post(LETTER))
    mail.look(clock.now())
    await mail.stop()
    assert relay.sent == []

    relay.broken = False
    for _ in range(3):
        clock.advance(seconds=61)
        mail.look(clock.now())
        await mail.stop()
    assert relay.sent == [LETTER.key]


async def test_an_address_that_is_none_is_given_up(database: Database):
    """A letter that can never be sent does not block the next one."""
    clock, relay = FakeClock(), BrokenRelay()
    relay.broken = False
    mail = outgoing(database, clock, relay)
    bad = Letter(key="bad", to=("nobody at all",), subject="x", text="x")

    await database.write(mail.post(bad))
    await database.write(mail.post(LETTER))
    mail.look(clock.now())
    await mail.stop()

    assert relay.sent == [LETTER.key]
