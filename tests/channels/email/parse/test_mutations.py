"""Whatever is done to a message, something is made of it."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.email import loops
from channels.email.parse.limits import ATTACHMENTS, EXPANSION, REFERENCES, SUBJECT_CHARS
from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedMail
from channels.email.parse.quoting import fold
from tests.channels.email.parse.letters import RECEIVED
from tests.channels.email.parse.nasty import NASTY

SMALL = [each.raw for each in NASTY if len(each.raw) < 20_000]
MARKS = (
    b"\r\n",
    b"\n",
    b"--b",
    b"=?utf-8?B?",
    b"?=",
    b"\0",
    b"\xff",
    b"Content-Type: ",
    b";",
    b'"',
)


def sound(mail: ParsedMail, raw: bytes) -> None:
    """What holds for every message, whoever sent it."""
    assert mail.text or mail.attachments or mail.html is not None or not _has_body(raw)
    assert mail.message_id.startswith("<")
    assert mail.message_id.endswith(">")
    assert len(mail.references) <= REFERENCES
    assert mail.message_id not in mail.references
    assert len(mail.attachments) <= ATTACHMENTS
    assert len({each.name.lower() for each in mail.attachments}) == len(mail.attachments)
    assert len(mail.subject) <= SUBJECT_CHARS
    for line in (mail.subject, mail.date_text, *(each.name for each in mail.attachments)):
        assert not set(line) & set("\r\n\0\u202e")
    for address in (mail.sender, *mail.to, *mail.cc, *mail.reply_to):
        assert address is None or (address.local and address.domain)
    kept = sum(len(each.content) for each in mail.attachments)
    assert kept <= (EXPANSION + 2) * len(raw) + 1_000
    for text in (mail.text, mail.html or "", mail.subject):
        assert "\0" not in text
        assert len(text.encode()) <= 30 * len(raw) + 2_000
    assert "".join(fold(mail.text)) == mail.text
    assert loops.kind(mail)
    loops.refusal(mail, own_addresses=["help@parley.example"])


def _has_body(raw: bytes) -> bool:
    """Whether a simple message has anything but white space after its first empty line."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    simple = not re.search(rb"multipart|html|charset|\x1b", raw, re.IGNORECASE)
    return simple and bool(head.strip()) and any(0x20 < byte < 0x7F for byte in body)


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """A nasty message, cut, spliced with another, bent and stuttering."""
    raw = bytearray(draw(st.sampled_from(SMALL)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        match draw(st.integers(0, 5)):
            case 0:
                del raw[at:]
            case 1:
                del raw[at : at + draw(st.integers(1, 200))]
            case 2:
                other = draw(st.sampled_from(SMALL))
                raw[at:] = other[draw(st.integers(0, len(other))) :]
            case 3:
                raw[at:at] = draw(st.sampled_from(MARKS))
            case 4:
                raw[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case 5:
                lines = bytes(raw).split(b"\n")
                line = draw(st.integers(0, len(lines) - 1))
                lines[line:line] = [lines[line]] * draw(st.integers(1, 5))
                raw = bytearray(b"\n".join(lines))
    return bytes(raw)


@given(mutations())
def test_a_mutated_message_is_still_read(raw: bytes):
    mail = parse(raw, received_at=RECEIVED)
    assert "unparsed" not in mail.flags or b"\0" in raw
    sound(mail, raw)


@given(st.binary(max_size=2_000))
def test_any_bytes_are_a_message(raw: bytes):
    sound(parse(raw, received_at=RECEIVED), raw)


@pytest.mark.slow
def test_five_thousand_mutations_drawn_in_a_hurry():
    """More than hypothesis draws in its time; the seed is fixed, so a failure can be repeated."""
    dice = random.Random(4)
    for _ in range(5_000):
        raw = bytearray(dice.choice(SMALL))
        for _ in range(dice.randint(1, 8)):
            at = dice.randint(0, len(raw))
            match dice.randint(0, 3):
                case 0:
                    raw[at : at + dice.randint(1, 60)] = b""
                case 1:
                    other = dice.choice(SMALL)
                    start = dice.randint(0, len(other))
                    raw[at:at] = other[start : start + dice.randint(1, 400)]
                case 2:
                    raw[at:at] = dice.choice(MARKS)
                case 3:
                    raw[at : at + 1] = bytes([dice.randint(0, 255)])
        mail = parse(bytes(raw), received_at=RECEIVED)
        assert "unparsed" not in mail.flags or 0 in raw
        sound(mail, bytes(raw))


@given(mutations())
def test_the_same_bytes_are_read_the_same(raw: bytes):
    assert parse(raw, received_at=RECEIVED) == parse(raw, received_at=RECEIVED)
