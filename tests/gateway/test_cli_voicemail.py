"""What the rules for voicemail by mail make of a mail, before a telephone system sends one."""

import io
from pathlib import Path

import pytest

from gateway.cli_voicemail import try_mail
from gateway.config import Config, Mailbox
from gateway.failure import CommandFailed
from gateway.voicemail_config import VoicemailMail
from tests.kit.post import letter
from tests.kit.recordings import recording

CONFIG = Config(
    mailboxes=(Mailbox(name="support", address="support@shop.example", queue="mail"),),
    voicemail_mails=(
        VoicemailMail(
            name="pbx",
            mailbox="support",
            senders=("pbx@shop.example",),
            queue="voice",
            boxes={"2001": "alice"},
        ),
        VoicemailMail(name="other", mailbox="support", senders=("@voice.example",), queue="voice"),
    ),
)


def mailed() -> bytes:
    """A mail from the telephone system, as it was saved."""
    mail = letter(
        "New message 1 in mailbox 2001",
        'You were left a 0:05 long message from "[Zoé]" <+4930901820>.',
        sender="Telephone <pbx@shop.example>",
    )
    mail.add_attachment(
        recording("GSM610"), maintype="audio", subtype="x-wav", filename="msg0001.WAV"
    )
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="terms.pdf")
    return mail.as_bytes()


TOLD = """\
From pbx@shop.example: New message 1 in mailbox 2001
  file msg0001.WAV: WAV
  file terms.pdf: no recording that is known here
Rule pbx, for the mailbox support
  caller: +4930901820
  name: [Zoé]
  duration: 5 s
  mailbox: 2001, of the agent alice
  id: not told
Rule other, for the mailbox support
  does not cover its sender; covered are @voice.example
"""


def test_a_saved_mail_is_read_by_each_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """VML-016: what an administrator sees who writes a pattern."""
    file = tmp_path / "message.eml"
    file.write_bytes(mailed())
    try_mail(CONFIG, file, io.BytesIO())
    assert capsys.readouterr().out == TOLD


def test_a_mail_may_be_pasted(capsys: pytest.CaptureFixture[str]):
    try_mail(CONFIG, Path("-"), io.BytesIO(mailed()))
    assert capsys.readouterr().out == TOLD


def test_what_is_no_mail_tells_nothing(capsys: pytest.CaptureFixture[str]):
    try_mail(CONFIG, Path("-"), io.BytesIO(b"\xff\0 nothing"))
    assert capsys.readouterr().out.startswith("From nobody: ")


def test_without_a_rule_one_is_asked_for():
    with pytest.raises(CommandFailed, match="voicemail_mails"):
        try_mail(Config(), Path("-"), io.BytesIO())


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(CommandFailed, match="gone"):
        try_mail(CONFIG, tmp_path / "gone", io.BytesIO())
