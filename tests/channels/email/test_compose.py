"""The bytes that leave: what strangers wrote stays words, and never becomes a header."""

import email
import email.policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from channels.contract import Letter
from channels.email.compose import BadAddressError, compose, compose_mail, on_the_way
from channels.email.message_ids import MessageIds
from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedAddress
from channels.email.values import Mail, MailFile, Recipients

AT = 1_800_000_000_000_000
OUTLOOK = f"<{'AM0PR04MB7' * 8}@AM0PR04MB1234.eurprd04.prod.outlook.com>"
MAIL = Mail(
    id="m2",
    case_id="c7",
    interaction_id=None,
    direction="out",
    mailbox="support",
    message_id=MessageIds(b"key").make(7, "0123456789abcdef" * 2, "shop.example"),
    in_reply_to="<1@customer.example>",
    references=("<0@customer.example>", "<1@customer.example>"),
    sender=ParsedAddress("Alice", "support@shop.example"),
    recipients=Recipients(to=(ParsedAddress("Zoé", "zoe@customer.example"),)),
    subject="Re: Where is it? [#7]",
    text="It comes today.",
    quoted="> Where is it?\n",
    html="<p>It comes <b>today</b>.</p>",
    at=AT,
)
USUAL = {
    *("from", "to", "subject", "date", "message-id", "in-reply-to", "references"),
    *("mime-version", "content-type"),
}
HOSTILE = [
    "a\r\nBcc: evil@x.example",
    "a\nBcc: evil@x.example",
    "a\rBcc: evil@x.example",
    "=?utf-8?Q?a=0D=0ABcc:_evil@x.example?=",
    "=?utf-8?B?YQ0KQmNjOiBldmlsQHguZXhhbXBsZQ==?=",
    'a=?utf-8?Q?=0D=0A=0D=0A?="b',
    "=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa=0D=0ABcc:=3F=3D?=",
    "a\x0bBcc: evil\x0c\x1c\x1d\x85\u2028\u2029b",
    "a\0b",
    "=?x?y?z?=" * 100,
    "\u202egnp.exe",
    "é" * 1_000,
    "x" * 3_000,
]


def sent(**changes: Any) -> EmailMessage:
    """A mail as whoever gets it reads it."""
    raw = compose_mail(replace(MAIL, **changes), ())
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()
    return email.message_from_bytes(raw, policy=email.policy.default)


def headers(raw: bytes) -> list[str]:
    """The names of the headers, read as simply as the simplest server reads them."""
    head = raw.partition(b"\r\n\r\n")[0].decode()
    return sorted(
        line.partition(":")[0].lower() for line in head.split("\r\n") if line[0] not in " \t"
    )


def test_a_mail_is_text_with_its_twin():
    """ERP-002, ERP-004, ERP-015: from the mailbox, to the customer, with the number."""
    message = sent()
    assert headers(compose_mail(MAIL, ())) == sorted(USUAL)
    assert message["From"] == "Alice <support@shop.example>"
    assert message["To"] == "Zoé <zoe@customer.example>"
    assert message["Subject"] == "Re: Where is it? [#7]"
    assert message["Message-ID"] == MAIL.message_id
    assert message["In-Reply-To"] == "<1@customer.example>"
    assert message["References"] == "<0@customer.example> <1@customer.example>"
    assert "Auto-Submitted" not in message  # a person wrote it (RFC 3834)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == ["It comes today.", "", "> Where is it?"]
    assert "<p>It comes <b>today</b>.</p>" in html.get_content()


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_become_a_header(words: str):
    """A customer's subject comes back in ours, whatever is hidden in it (CWE-93)."""
    hostile = replace(
        MAIL,
        subject=words,
        sender=ParsedAddress(words, "support@shop.example"),
        recipients=Recipients(to=(ParsedAddress(words, "zoe@customer.example"),)),
        files=(MailFile(id="f", case_id="c7", mail_id="m2", name=words, type="a/b", size_bytes=1,
                        blob="b"),),
    )  # fmt: skip
    raw = compose_mail(hostile, [b"x"])
    assert headers(raw) == sorted(USUAL)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert [each.addr_spec for each in message["To"].addresses] == ["zoe@customer.example"]
    assert [each.addr_spec for each in message["From"].addresses] == ["support@shop.example"]
    assert not message.defects


@given(st.text(max_size=200))
def test_no_subject_breaks_out(words: str):
    subject = "".join(c for c in words if not "\ud800" <= c <= "\udfff")
    assert headers(compose_mail(replace(MAIL, subject=subject), ())) == sorted(USUAL)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_letter_is_broken_out_of(words: str):
    """The subject of a transcript holds what a visitor called himself."""
    letter = Letter(key="k", to=("zoe@customer.example",), subject=words, text="Hello")
    raw = compose(
        letter, sender="desk@shop.example", sender_name=words, message_id="<1@shop.example>", at=AT
    )
    assert headers(raw) == sorted(
        {"from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version"}
        | {"content-type", "content-transfer-encoding", "x-auto-response-suppress"}
        | {"x-parley-loop"}
    )


@pytest.mark.parametrize(
    "identifier",
    [
        "<a b@x>",
        "<a\r\nBcc: evil@x.example>",
        "<=?utf-8?Q?a=0D=0ABcc:?= @x>",
        "<é@x>",
        "no brackets",
        "",
        "<>",
        f"<{'x' * 997}>",
    ],
)
def test_an_identifier_that_cannot_stand_in_a_header_is_left_out(identifier: str):
    message = sent(in_reply_to=identifier, references=(identifier, "<1@customer.example>"))
    assert message["In-Reply-To"] is None
    assert message["References"] == "<1@customer.example>"


@pytest.mark.parametrize("identifier", [OUTLOOK, f"<{'x' * 700}@x.example>"])
def test_a_long_identifier_stays_as_it_is(identifier: str):
    """Encoded as words, no mail program would find the thread (RFC 2047 section 5)."""
    chain = tuple(f"{identifier[:-1]}{number}>" for number in range(40))
    raw = compose_mail(replace(MAIL, in_reply_to=identifier, references=chain), ())
    assert b"\r\nIn-Reply-To: " + identifier.encode() + b"\r\n" in raw
    assert b"\r\nReferences: " + "\r\n ".join(chain).encode() + b"\r\n" in raw
    read = parse(raw, received_at=AT)
    assert read.in_reply_to == (identifier,)
    assert read.references == chain


def test_blind_copies_stand_in_no_header():
    """Nobody learns of them but themselves."""
    raw = compose_mail(
        replace(
            MAIL,
            recipients=Recipients(
                to=MAIL.recipients.to,
                cc=(ParsedAddress("", "ada@customer.example"),),
                bcc=(ParsedAddress("Eve", "eve@secret.example"),),
            ),
        ),
        (),
    )
    assert b"Cc: ada@customer.example\r\n" in raw
    assert b"bcc" not in raw.lower()
    assert b"secret.example" not in raw


def test_only_blind_copies_leave_without_a_visible_recipient():
    message = sent(recipients=Recipients(bcc=(ParsedAddress("", "eve@secret.example"),)))
    assert message["To"] is None


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("zoe@customer.example", "zoe@customer.example"),
        ("zoe@exämple.example", "zoe@xn--exmple-cua.example"),
        ("zoe@[192.0.2.1]", "zoe@[192.0.2.1]"),
        ('"zoe martin"@customer.example', '"zoe martin"@customer.example'),
        ("zoe..martin.@customer.example", "zoe..martin.@customer.example"),
        ("o'neill+tag=1@customer.example", "o'neill+tag=1@customer.example"),
    ],
)
def test_an_address_of_every_kind_can_be_answered(address: str, written: str):
    raw = compose_mail(
        replace(MAIL, recipients=Recipients(to=(ParsedAddress("Zoé", address),))), ()
    )
    to = email.message_from_bytes(raw, policy=email.policy.default)["To"]
    assert [each.addr_spec for each in to.addresses] == [written]
    assert f"<{written}>".encode() in raw


@pytest.mark.parametrize(
    "address",
    [
        *("", "@", "zoe", "zoe@", "@customer.example", "zoé@customer.example", "a b@x.example"),
        *("a@x.example, b@x.example", "a@x.example\r\nBcc: b@x.example", "<a@x.example>"),
        *("a@b@x.example", "a@x y", f"a@{'ä' * 300}.example", "a@ä..example"),
    ],
)
def test_what_is_no_address_is_said_to_be_none(address: str):
    with pytest.raises(BadAddressError):
        sent(recipients=Recipients(to=(ParsedAddress("", address),)))


def test_a_domain_goes_in_ascii_to_the_server_too():
    assert on_the_way("zoe@exämple.example") == "zoe@xn--exmple-cua.example"


FILES = {
    "a picture": ("photo é.png", "image/png", b"\x89PNG\r\n\x1a\n\x00\xff"),
    "a text": ("a.txt", "text/plain", "Zoé\nLF\r\nCRLF\rCR".encode()),
    "a page": ("a.html", "text/html", b"<script>"),
    "a mail": ("a.eml", "message/rfc822", b"Subject: x\r\n\r\nx"),
    "a part of many": ("x", "multipart/mixed", b"--x"),
    "nothing": ("x.bin", "application/octet-stream", b""),
    "no type": ("x", "", b"x"),
    "no type at all": ("x", "x", b"x"),
    "a hostile type": ("x", "text/plain\r\nBcc: evil@x.example", b"x"),
    "a type in capitals": ("x", "Image/PNG", b"x"),
    "a long name": ("n" * 300 + ".txt", "text/plain", b"x"),
    "a quoted name": ('a"b\\c;d.txt', "text/plain", b"x"),
    "a hostile name": ("a\r\nBcc: evil@x.example", "text/plain", b"x"),
    "a name in words": ("=?utf-8?Q?=0D=0ABcc:_e@x.example?=.txt", "text/plain", b"x"),
    "eight bits": ("x.bin", "application/x-thing", bytes(range(256)) * 100),
}


@pytest.mark.parametrize(("name", "media_type", "content"), FILES.values(), ids=FILES.keys())
def test_a_file_arrives_as_it_was(name: str, media_type: str, content: bytes):
    """ERP-011, ERP-012: whatever its type and its name are said to be."""
    file = MailFile(
        id="f", case_id="c7", mail_id="m2", name=name, type=media_type, size_bytes=1, blob="b"
    )
    raw = compose_mail(replace(MAIL, files=(file,)), [content])
    assert headers(raw) == sorted(USUAL)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    (part,) = message.iter_attachments()
    assert part.get_payload(decode=True) == content
    assert part.get_filename() == " ".join(name.replace("=?", "= ?").split())
    (read,) = parse(raw, received_at=AT).attachments
    assert read.content == content


def test_words_in_every_script_arrive():
    text = "Zoé 漢字 עברית 🎉\n.\n..\nFrom here\n" + "long " * 500
    message = sent(text=text, quoted="", html=f"<p>{text}</p>")
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").strip() == text.strip()


def test_a_huge_thread_is_written():
    message = sent(text="word\n" * 100_000, quoted="> word\n" * 100_000, references=(OUTLOOK,) * 40)
    assert len(message["References"].split()) == 40


IMAGE = "0123456789abcdef" * 2


def test_the_pictures_of_a_text_come_inside_the_mail():
    """RFC 2387, RFC 2392: they are seen without anything being fetched from the gateway."""
    html = f'<p>So:</p><img src="/api/v1/images/{IMAGE}" alt="A lamp">'
    file = MailFile(
        id="f", case_id="c7", name="a.txt", type="text/plain", size_bytes=1, blob="b", mail_id=None
    )
    mail = replace(MAIL, html=html, files=(file,))
    raw = compose_mail(mail, [b"x"], {IMAGE: b"\x89PNG pixels", "f" * 32: b"unused"})
    message = email.message_from_bytes(raw, policy=email.policy.default)
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "multipart/related"),
        *("text/html", "image/png", "text/plain"),
    ]
    related = next(each for each in message.walk() if each.get_content_subtype() == "related")
    assert related.get_param("type") == "text/html"
    page, picture = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "image/png")
    ]
    assert picture["Content-ID"] == f"<{IMAGE}@shop.example>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_payload(decode=True) == b"\x89PNG pixels"
    assert f'<img src="cid:{IMAGE}@shop.example" alt="A lamp">' in page.get_content()
    assert b"/api/v1/images/" not in raw


def test_a_mail_runs_in_the_direction_of_its_words():
    """Arabic and Hebrew from right to left, whatever the language of who reads it."""
    page = sent(html="<p>שלום</p>").get_body(("html",))
    assert page is not None
    assert "<body dir='auto'><p>שלום</p></body>" in page.get_content()


def test_a_picture_that_is_gone_leaves_its_words():
    html = f'<img src="/api/v1/images/{IMAGE}" alt="A lamp">'
    message = sent(html=html)
    page = next(part for part in message.walk() if part.get_content_type() == "text/html")
    assert f'<img src="cid:{IMAGE}" alt="A lamp">' in page.get_content()
