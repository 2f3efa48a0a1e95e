"""Mails that carry a recording are voicemail where a rule says so, and mail where none does."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from channels.contract import ClaimableMail, MailedFile
from channels.voicemail.mail_rule import PATTERNS, Pattern
from channels.voicemail.mailed import MailedRecordings, MailRule
from channels.voicemail.refusal import Refusal
from router.ids import SECOND
from tests.fakes.voicemail_intake import FakeIntake
from tests.kit.recordings import plain, recording

CALLED = 1_799_999_000 * SECOND
RULE = MailRule(
    name="pbx",
    mailbox="support",
    senders=frozenset({"pbx@shop.example", "@voice.example"}),
    queue="voice",
    patterns=tuple(Pattern(each) for each in PATTERNS),
    callback=True,
    boxes={"2001": "alice"},
    phone_queue="sales",
    cluster="berlin",
)
Mail = Callable[..., ClaimableMail]


@pytest.fixture
def mail(tmp_path: Path) -> Mail:
    """A mail with a file, from a telephone system unless told otherwise."""

    def mailed(
        content: bytes | None = None,
        *,
        name: str = "msg0001.WAV",
        media_type: str = "audio/x-wav",
        **changed: object,
    ) -> ClaimableMail:
        path = tmp_path / "0"
        path.write_bytes(plain() if content is None else content)
        whole = ClaimableMail(
            mailbox="support",
            sender="pbx@shop.example",
            subject="New message 1 in mailbox 2001",
            text='You were left a 0:05 long message from "Zoë" <+4930123456>.',
            sent_at=CALLED,
            fingerprint="f1",
            files=(MailedFile(name=name, media_type=media_type, path=path),),
        )
        return replace(whole, **changed)  # type: ignore[arg-type]

    return mailed


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def door(intake: FakeIntake) -> MailedRecordings:
    return MailedRecordings([RULE], intake, most_bytes=100_000)


async def test_a_mail_with_a_recording_is_a_voicemail(
    door: MailedRecordings, intake: FakeIntake, mail: Mail
):
    """VML-016, VML-019: the recording with its caller, in the box of whoever was called."""
    assert await door.claim(mail())
    (received,) = intake.received
    assert received.audio == plain()
    assert received.file_name == "msg0001.WAV"
    assert (received.caller, received.caller_name) == ("+4930123456", "Zoë")
    assert (received.queue, received.callback, received.agent_box) == ("voice", True, "alice")
    assert (received.phone_queue, received.cluster) == ("sales", "berlin")
    assert received.called_at == CALLED
    assert (received.source.door, received.source.name) == ("mail", "pbx")


async def test_the_same_mail_again_is_the_same_voicemail(
    door: MailedRecordings, intake: FakeIntake, mail: Mail
):
    """A crash between the two commits shows it twice."""
    assert await door.claim(mail())
    assert await door.claim(mail())
    assert await door.claim(mail(fingerprint="f2"))
    assert len(intake.received) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"sender": "zoe@customer.example"},
        {"sender": "pbx@shop.example.evil.example"},
        {"sender": "voice.example"},
        {"sender": ""},
        {"mailbox": "sales"},
        {"files": ()},
    ],
    ids="-".join,
)
async def test_what_no_rule_covers_is_mail(
    door: MailedRecordings, intake: FakeIntake, mail: Mail, changed: dict[str, object]
):
    """A customer may send a recording too, of what their lamp sounds like."""
    assert not await door.claim(mail(**changed))
    assert intake.received == []


async def test_a_domain_may_stand_for_all_of_its_addresses(door: MailedRecordings, mail: Mail):
    assert await door.claim(mail(sender="noreply@voice.example"))


async def test_a_mailbox_may_be_for_recordings_alone(intake: FakeIntake, mail: Mail):
    door = MailedRecordings([replace(RULE, senders=frozenset())], intake, most_bytes=100_000)
    assert await door.claim(mail(sender="anybody@anywhere.example"))


@pytest.mark.parametrize(
    ("content", "name", "media_type", "is_voicemail"),
    [
        (plain(), "msg0001.wav", "application/octet-stream", True),
        (recording("GSM610"), "voice", "application/octet-stream", True),
        (recording("MPEG_LAYER_III", container="MP3"), "msg.mp3", "audio/mpeg", True),
        (b"broken", "msg0001.wav", "application/octet-stream", True),
        (b"broken", "voice", "audio/x-wav", True),
        (b"", "msg0001.wav", "audio/x-wav", False),
        (b"%PDF-1.7", "fax.pdf", "application/pdf", False),
    ],
)
async def test_a_recording_is_known_by_what_it_is_or_is_called(
    door: MailedRecordings,
    mail: Mail,
    content: bytes,
    name: str,
    media_type: str,
    is_voicemail: bool,
):
    """What a telephone system calls a recording is one, even if nobody can play it."""
    assert await door.claim(mail(content, name=name, media_type=media_type)) is is_voicemail


async def test_who_called_may_stay_unknown(door: MailedRecordings, intake: FakeIntake, mail: Mail):
    assert await door.claim(mail(subject="Ein Anruf", text=""))
    (received,) = intake.received
    assert (received.caller, received.caller_name, received.agent_box) == ("", "", None)


async def test_what_cannot_be_taken_stays_mail(
    door: MailedRecordings, intake: FakeIntake, mail: Mail
):
    """Then an agent reads it, and has the recording as an attachment."""
    intake.fails = [Refusal("too_large", "audio")]
    assert not await door.claim(mail())


async def test_a_full_disk_leaves_the_mail_for_later(
    door: MailedRecordings, intake: FakeIntake, mail: Mail
):
    intake.fails = [OSError(28, "No space left on device")]
    with pytest.raises(OSError, match="No space"):
        await door.claim(mail())
    assert await door.claim(mail())
