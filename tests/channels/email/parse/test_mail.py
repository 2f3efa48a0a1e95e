"""Reading a message: what holds for all of them."""

import pickle

import pytest

from channels.email.parse import mail as module
from channels.email.parse.mail import parse
from tests.channels.email.parse.letters import PLAIN, RECEIVED, letter
from tests.channels.email.parse.nasty import NASTY

SECRET = letter(b"my secret", PLAIN, b"Subject: private")


def test_what_nobody_foresaw_is_shown_and_told_to_nobody(monkeypatch, caplog, capfd):
    """The message is kept as it came; neither a log nor an exception repeats what is in it."""

    def fall(*_: object) -> None:
        raise RuntimeError(SECRET.decode())

    monkeypatch.setattr(module, "Tree", fall)
    mail = parse(SECRET, received_at=RECEIVED)
    assert mail.flags == ("unparsed",)
    assert "could not be read" in mail.text
    assert [(each.name, each.content) for each in mail.attachments] == [("message.eml", SECRET)]
    assert mail.synthetic
    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("error", [RecursionError, MemoryError, UnicodeError, AssertionError])
def test_no_exception_leaves(monkeypatch, error: type[Exception]):
    def fall(*_: object) -> None:
        raise error

    monkeypatch.setattr(module, "Bodies", fall)
    assert parse(SECRET, received_at=RECEIVED).flags == ("unparsed",)


def test_a_made_up_identifier_is_the_same_for_the_same_bytes():
    """A message that is fetched twice must not become two."""
    first, again, other = (
        parse(raw, received_at=at).message_id
        for raw, at in ((b"a: b\n\nc", 1), (b"a: b\n\nc", 2), (b"a: b\n\nd", 1))
    )
    assert first == again != other
    assert first.endswith("@ingest.invalid>")


def test_a_message_travels_between_processes():
    """Intake and parsing may live in their own process."""
    for each in NASTY[:20]:
        mail = parse(each.raw, received_at=RECEIVED)
        assert pickle.loads(pickle.dumps(mail)) == mail  # noqa: S301 - our own


def test_flags_are_plain_words():
    mail = parse(b"", received_at=RECEIVED)
    assert {type(flag) for flag in mail.flags} == {str}


def test_time_bounds_what_the_sender_says_about_it():
    tomorrow = b"Date: Sat, 16 Jan 2027 07:00:00 +0000"
    assert parse(tomorrow, received_at=RECEIVED).sent_at == RECEIVED + 82_800_000_000
    assert parse(tomorrow, received_at=RECEIVED - 82_800_000_000).sent_at is None
