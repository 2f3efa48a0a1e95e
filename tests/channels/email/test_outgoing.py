"""Letters leave once, outlive a crash, and are kept as files where no relay is set up."""

import email
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from channels.contract import Letter, LetterFile
from channels.email.delivery import MailRelay
from channels.email.letter_folder import LetterFolder
from channels.email.outgoing import Outgoing, message_id
from storage.blobs import Blobs
from storage.database import Database
from storage.letters import Letters
from storage.outbox import forget_task
from tests.fakes.clock import FakeClock

LETTER = Letter(
    key="transcript:c1",
    to=("zoe@example.org",),
    subject="Your chat with\r\nBcc: all@example.org",
    text="Zoé: bonjour\nAlice: hello",
)


class BrokenRelay:
    """Refuses until it is mended."""

    repeatable = False

    def __init__(self) -> None:
        self.broken = True
        self.sent: list[str] = []
        self.paths: list[str] = []
        self.refuses: dict[str, str] = {}

    async def hand_over(
        self, mail_id: str, message: bytes, *, sender: str, recipients: Sequence[str]
    ) -> Mapping[str, str]:
        if self.broken:
            raise ConnectionRefusedError("nobody listens")
        if self.refuses:
            return self.refuses
        self.sent.append(mail_id)
        self.paths.append(sender)
        return {}


@pytest.fixture
async def database(tmp_path) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")
    yield database
    await database.close()


def outgoing(
    database: Database, clock: FakeClock, relay: MailRelay, folder: Path = Path()
) -> Outgoing:
    return Outgoing(
        store=Letters(database, "test"),
        bodies=Blobs(folder, database),
        relay_of=lambda _: relay,
        clock=clock,
        sender="support@example.org",
        sender_name="Parley",
    )


async def test_a_letter_that_is_erased_while_another_leaves_stays_here(database: Database):
    """They are leased together; the second is asked about again when it is its turn."""
    clock, relay = FakeClock(), BrokenRelay()
    relay.broken = False

    class Erasing(BrokenRelay):
        async def hand_over(self, mail_id: str, message: bytes, **more: Any) -> Mapping[str, str]:
            await database.write(lambda tx: forget_task(tx, "second", clock.now()))
            return await relay.hand_over(mail_id, message, **more)

    mail = outgoing(database, clock, Erasing())
    for key in ("first", "second"):
        await database.write(mail.post(replace(LETTER, key=key)))
    mail.look(clock.now())
    await mail.stop()
    assert relay.sent == ["first"]


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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("transcript:c1", "<transcript=3ac1@shop.example>"),
        ("ack:Support été:0f:7", "<ack=3aSupport=20=c3=a9t=c3=a9=3a0f=3a7@shop.example>"),
        ("a.b=c", "<a=2eb=3dc@shop.example>"),
    ],
)
def test_a_letter_s_message_id_is_one_by_the_grammar(name: str, expected: str):
    """RFC 5322 section 3.6.4: a dot-atom on either side, and distinct letters stay distinct."""
    assert message_id(name, "shop.example") == expected
    atom = r"[\w!#$%&'*+/=?^`{|}~-]+"
    assert re.fullmatch(rf"<{atom}(\.{atom})*@{atom}(\.{atom})*>", expected, re.ASCII)


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


async def test_what_a_program_answers_has_no_return_path(database: Database):
    """RFC 3834 section 3.3: so that no program answers that again."""
    clock, relay = FakeClock(), BrokenRelay()
    relay.broken = False
    mail = outgoing(database, clock, relay)
    said = Letter(
        key="ack", to=("zoe@example.org",), subject="x", text="x", answers="<1@c.example>"
    )

    await database.write(mail.post(LETTER))
    await database.write(mail.post(said))
    mail.look(clock.now())
    await mail.stop()

    assert dict(zip(relay.sent, relay.paths, strict=True)) == {
        LETTER.key: "support@example.org",
        "ack": "",
    }


async def test_a_letter_refused_for_now_is_sent_again_and_one_refused_for_good_is_not(
    database: Database,
):
    """RFC 6647: a server that does not know us yet says 450 at first."""
    clock, relay = FakeClock(), BrokenRelay()
    relay.broken, relay.refuses = False, {"zoe@example.org": "450 4.7.1 come back later"}
    mail = outgoing(database, clock, relay)
    await database.write(mail.post(LETTER))
    mail.look(clock.now())
    await mail.stop()
    relay.refuses = {}
    clock.advance(seconds=61)
    mail.look(clock.now())
    await mail.stop()
    assert relay.sent == [LETTER.key]

    relay.refuses = {"zoe@example.org": "550 5.1.1 no such user"}
    await database.write(mail.post(replace(LETTER, key="another")))
    for _ in range(3):
        mail.look(clock.now())
        await mail.stop()
        relay.refuses = {}
        clock.advance(seconds=61)
    assert relay.sent == [LETTER.key]


async def test_what_is_committed_after_a_look_leaves_a_second_later(database: Database):
    """Its rows are given out first, and stand in the outbox only some time later."""
    clock, relay = FakeClock(), BrokenRelay()
    relay.broken = False
    mail = outgoing(database, clock, relay)
    rows = mail.post(LETTER)
    mail.look(clock.now())
    await mail.stop()
    await database.write(rows)
    clock.advance(seconds=1)
    mail.look(clock.now())
    await mail.stop()
    assert relay.sent == [LETTER.key]


async def _recording() -> AsyncIterator[bytes]:
    yield b"RIFF what was said"


async def test_a_letter_takes_its_files_along(database: Database, tmp_path: Path):
    """VML-009: as attachments, byte for byte."""
    clock = FakeClock()
    mail = outgoing(database, clock, LetterFolder(tmp_path / "outgoing"), tmp_path)
    blob = await Blobs(tmp_path, database).keep(_recording(), limit_bytes=99, at=clock.now())
    file = LetterFile(name="msg0001.wav", type="audio/wav", blob=blob.id)

    await database.write(mail.post(replace(LETTER, files=(file,))))
    mail.look(clock.now())
    await mail.stop()

    (kept,) = (tmp_path / "outgoing").iterdir()
    message = email.message_from_bytes(kept.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    (part,) = message.iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == ("msg0001.wav", "audio/wav")
    assert part.get_content() == b"RIFF what was said"


async def test_a_letter_whose_file_is_gone_is_given_up(database: Database, tmp_path: Path):
    """VML-011: what was removed waits for no mail server."""
    clock, relay = FakeClock(), BrokenRelay()
    relay.broken = False
    mail = outgoing(database, clock, relay, tmp_path)
    file = LetterFile(name="msg0001.wav", type="audio/wav", blob="0" * 32)

    await database.write(mail.post(replace(LETTER, files=(file,))))
    mail.look(clock.now())
    await mail.stop()
    clock.advance(seconds=3_600)
    mail.look(clock.now())
    await mail.stop()

    assert relay.sent == []
