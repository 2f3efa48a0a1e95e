"""A message that was made to take time takes none."""

import pytest

from channels.email.parse.mail import parse
from tests.channels.email.parse.letters import RECEIVED, USUAL, letter, multipart, part, whole

HEADER = 60_000
BODY = 1_000_000


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Content-Type", b";"),
        ("Content-Type", b"a*0=b;"),
        ("Content-Disposition", b'a="'),
        ("References", b"("),
        ("References", b"=?"),
        ("In-Reply-To", b"a@"),
        ("Subject", b"=?utf-8?q?a"),
        ("Subject", b"=?utf-8?q?a?= "),
        ("Cc", b"("),
        ("Cc", b"<"),
        ("Cc", b'"'),
        ("Cc", b":"),
        ("Cc", b"\xff"),
        ("Date", b"1 "),
        ("Auto-Submitted", b"("),
    ],
)
def test_a_header_of_one_mark_over_and_over(name: str, mark: bytes):
    value = mark * (HEADER // len(mark))
    mail = parse(USUAL + name.encode() + b": " + value + b"\r\n\r\nHello", received_at=RECEIVED)
    assert "unparsed" not in mail.flags
    assert mail.text or mail.attachments


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("text/html", b"<"),
        ("text/html", b"<div>"),
        ("text/html", b"<!--"),
        ("text/html", b"<script>"),
        ("text/html", b"<title>"),
        ("text/html", b'<x ="<>" '),
        ("text/html", b"<a href=http://x>b</a>"),
        ("text/html", b"</"),
        ("text/html", b"&"),
        ("text/plain", b"begin 644 x\n"),
        ("text/plain", b"\xc3"),
        ("text/plain; format=flowed", b"> \n"),
        ("multipart/mixed; boundary=b", b"--b x\n"),
        ("multipart/mixed; boundary=b", b"--b\n"),
        ("multipart/mixed", b"--b\n"),
        ("message/delivery-status", b"\n\n"),
        ("message/delivery-status", b"x\n"),
        ("message/rfc822", b"Content-Type: message/rfc822\n\n"),
    ],
)
def test_a_body_of_one_mark_over_and_over(kind: str, mark: bytes):
    body = mark * (BODY // len(mark))
    mail = parse(letter(body, f"Content-Type: {kind}".encode()), received_at=RECEIVED)
    assert "unparsed" not in mail.flags
    assert mail.text or mail.html or mail.attachments


@pytest.mark.timeout(20)
def test_multiparts_that_all_begin_alike():
    content = part(b"x" * BODY, b"Content-Type: text/plain")
    for _ in range(100):
        content = multipart(content, boundary="b" * 50)
    mail = parse(whole(content), received_at=RECEIVED)
    assert mail.text or mail.attachments
