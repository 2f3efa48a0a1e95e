"""What an agent reads of a message that is too large."""

import pytest

from channels.email.imap.oversize import beginning
from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedMail

HEADER = (
    b"From: Zoe <zoe@customer.example>\r\nSubject: =?utf-8?q?My_parc=C3=A9l?=\r\n"
    b"References: <a@shop.example>\r\n <b@shop.example>\r\nMessage-ID: <1@customer.example>\r\n"
)
MULTIPART = (
    b"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlease look at the film.\r\n"
    b"--x\r\nContent-Type: video/mp4\r\nContent-Transfer-Encoding: base64\r\n"
    b"Content-Disposition: attachment; filename=film.mp4\r\n\r\n" + b"QUJD" * 1000
)


def read(about_body: bytes, text: bytes) -> ParsedMail:
    raw = beginning(
        HEADER + about_body + b"\r\n",
        text,
        size_bytes=40 * 1_048_576,
        most_bytes=30 * 1_048_576,
        folder="Odd Näme & Co",
    )
    return parse(raw, received_at=1_795_000_000_000_000)


@pytest.mark.parametrize(
    ("about_body", "text", "shown"),
    [
        (b"", b"Plain words.\r\n", "Plain words."),
        (
            b"MIME-Version: 1.0\r\nContent-Type: text/plain;\r\n charset=iso-8859-1\r\n",
            b"D\xe9j\xe0 vu",
            "Déjà vu",
        ),
        (
            b"Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/plain\r\n",
            b"D=C3=A9j=C3=A0 vu\r\n" * 3641 + b"D=C3",
            "Déjà vu",
        ),
        (b'Content-Type: multipart/mixed; boundary="x"\r\n', MULTIPART, "Please look at the film."),
        (b"Content-Type: text/html\r\n", b"<p>Look <b>here", "Look here"),
        (b"", b"", "larger than the 30 MB"),
    ],
)
def test_the_note_and_the_beginning_are_read(about_body: bytes, text: bytes, shown: str):
    """A4: the sender, the thread and the first words stay; the note says where the rest is."""
    mail = read(about_body, text)

    assert "40 MB is larger than the 30 MB that are taken in" in mail.text
    assert "still in the folder Odd Näme & Co of the mailbox" in mail.text
    assert shown in mail.text
    assert mail.sender is not None
    assert mail.sender.address == "zoe@customer.example"
    assert mail.subject == "My parcél"
    assert mail.message_id == "<1@customer.example>"
    assert mail.references == ("<a@shop.example>", "<b@shop.example>")


def test_a_file_that_is_cut_off_is_there_and_called_damaged():
    """Nobody must take half of a film for the whole."""
    (film,) = read(b'Content-Type: multipart/mixed; boundary="x"\r\n', MULTIPART).attachments
    assert film.name == "film.mp4"
    assert film.content.startswith(b"ABC")


def test_the_same_message_gives_the_same_bytes():
    """Fetched again under another number, it must be known."""
    made = [
        beginning(HEADER, b"x" * 70_000, size_bytes=9, most_bytes=8, folder="INBOX")
        for _ in range(2)
    ]
    assert made[0] == made[1]
