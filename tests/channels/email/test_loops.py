"""Automatic mail: who may be answered, and how each message is filed."""

import pytest

from channels.email.loops import Kind, Refusal, kind, may_answer, refusal
from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedMail

OURS = ("help@parley.example", "Sales@Parley.Example")
RECEIVED = 1_800_000_000_000_000


def mail(*headers: str, sender: str = "ada@example.org", to: str = "help@parley.example"):
    """A message with some headers besides the usual ones."""
    lines = [f"From: {sender}", f"To: {to}", "Message-ID: <1@example.org>", *headers, "", "Hello"]
    return parse("\r\n".join(lines).encode(), received_at=RECEIVED)


def why_not(message: ParsedMail) -> Refusal | None:
    """The reason for no automatic answer."""
    return refusal(message, own_addresses=OURS)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("Auto-Submitted: auto-replied", Refusal.AUTO_SUBMITTED),
        ("Auto-Submitted: auto-generated", Refusal.AUTO_SUBMITTED),
        ("AUTO-SUBMITTED: Auto-Replied (vacation); owner-email=x", Refusal.AUTO_SUBMITTED),
        ("Auto-Submitted: (a comment) auto-notified", Refusal.AUTO_SUBMITTED),
        ("Auto-Submitted: something-new", Refusal.AUTO_SUBMITTED),
        ("Auto-Submitted:", Refusal.AUTO_SUBMITTED),
        ("Return-Path: <>", Refusal.NULL_RETURN_PATH),
        ("Content-Type: multipart/report; report-type=delivery-status", Refusal.REPORT),
        ("Content-Type: multipart/report; report-type=disposition-notification", Refusal.REPORT),
        ("Content-Type: Multipart/Report; Report-Type=Feedback-Report", Refusal.REPORT),
        ("Content-Type: multipart/report", Refusal.REPORT),
        ("List-Id: <news.example.org>", Refusal.LIST),
        ("List-Unsubscribe: <mailto:x@example.org>", Refusal.LIST),
        ("List-Post: NO", Refusal.LIST),
        ("Precedence: bulk", Refusal.PRECEDENCE),
        ("Precedence: Bulk", Refusal.PRECEDENCE),
        ("Precedence: JUNK", Refusal.PRECEDENCE),
        ("Precedence: list", Refusal.PRECEDENCE),
        ("Precedence: auto_reply", Refusal.PRECEDENCE),
        ("X-Auto-Response-Suppress: All", Refusal.SUPPRESSED),
        ("X-Auto-Response-Suppress: DR, OOF, AutoReply", Refusal.SUPPRESSED),
        ("X-Auto-Response-Suppress: nrn", Refusal.SUPPRESSED),
        ("X-Autoreply: yes", Refusal.AUTOREPLY),
        ("X-Autorespond: vacation", Refusal.AUTOREPLY),
        ("X-Autoresponder-By: somebody", Refusal.AUTOREPLY),
        ("X-Loop: help@elsewhere.example", Refusal.OWN_LOOP),
        ("X-Parley-Loop: abc", Refusal.OWN_LOOP),
    ],
)
def test_a_header_forbids_an_automatic_answer(header: str, reason: Refusal):
    message = mail(header)
    assert why_not(message) is reason
    assert not may_answer(message, own_addresses=OURS)


@pytest.mark.parametrize(
    "header",
    [
        "X-Nothing: at all",
        "Auto-Submitted: no",
        "Auto-Submitted: No (honestly)",
        "Precedence: first-class",
        "Precedence: urgent",
        "X-Auto-Response-Suppress: None",
        "X-Autoreply: no",
        "Return-Path: <ada@example.org>",
        "Feedback-ID: 1:2:3",
        "Content-Type: multipart/mixed; boundary=x",
        "Reply-To: list@example.org",
    ],
)
def test_a_header_that_is_merely_there_forbids_nothing(header: str):
    assert why_not(mail(header)) is None


@pytest.mark.parametrize(
    "local",
    [
        *("MAILER-DAEMON", "postmaster", "noreply", "no-reply", "No_Reply", "orders.noreply"),
        *("donotreply", "do-not-reply", "bounces", "bounce", "bounces+ada=example.org"),
        *("news-bounces", "news-request", "owner-news", "news-owner"),
    ],
)
def test_nobody_reads_what_goes_to_a_program(local: str):
    assert why_not(mail(sender=f"{local}@example.org")) is Refusal.NOBODY_READS


@pytest.mark.parametrize(
    "local", ["reply", "norah.eply", "bouncer", "requests", "downer", "masterpost"]
)
def test_a_name_that_is_merely_alike_is_somebody(local: str):
    assert why_not(mail(sender=f"{local}@example.org")) is None


@pytest.mark.parametrize(
    "sender", ["help@parley.example", "HELP@PARLEY.EXAMPLE", "sales+x@parley.example"]
)
def test_our_own_mailboxes_get_no_answer(sender: str):
    assert why_not(mail(sender=sender)) is Refusal.OWN_ADDRESS


@pytest.mark.parametrize(
    ("to", "header", "answered"),
    [
        ("help@parley.example", "X: y", True),
        ("Help+case42@Parley.Example", "X: y", True),
        ("other@example.org", "Cc: sales@parley.example", True),
        ("undisclosed-recipients:;", "X: y", False),
        ("help@parley.example.org", "Bcc: help@parley.example", False),
    ],
)
def test_only_who_wrote_to_us_is_answered(to: str, header: str, answered: bool):
    expected = None if answered else Refusal.NOT_ADDRESSED
    assert why_not(mail(header, to=to)) is expected


def test_nobody_is_no_addressee():
    assert why_not(mail(sender="")) is Refusal.NO_SENDER


@pytest.mark.parametrize(
    ("headers", "filed"),
    [
        ((), Kind.CUSTOMER),
        (("X-Auto-Response-Suppress: All",), Kind.CUSTOMER),
        (("Auto-Submitted: no",), Kind.CUSTOMER),
        (("Auto-Submitted: auto-generated",), Kind.CUSTOMER),
        (("Auto-Submitted: auto-generated", "In-Reply-To: <x@y>"), Kind.AUTO_REPLY),
        (("Auto-Submitted: auto-replied",), Kind.AUTO_REPLY),
        (("Auto-Submitted: auto-notified",), Kind.AUTO_REPLY),
        (("Precedence: Auto_Reply",), Kind.AUTO_REPLY),
        (("Precedence: bulk", "References: <x@y>"), Kind.AUTO_REPLY),
        (("X-Autoreply: yes",), Kind.AUTO_REPLY),
        (("Return-Path: <>",), Kind.AUTO_REPLY),
        (
            ("Content-Type: multipart/report; report-type=disposition-notification",),
            Kind.AUTO_REPLY,
        ),
        (("Content-Type: multipart/report; report-type=delivery-status",), Kind.BOUNCE),
        (("X-Failed-Recipients: gone@example.org",), Kind.BOUNCE),
        (("Precedence: bulk",), Kind.LIST),
        (("List-Id: <news.example.org>",), Kind.LIST),
        (("List-Id: <news.example.org>", "References: <x@y>", "Precedence: list"), Kind.LIST),
    ],
)
def test_every_message_is_filed(headers: tuple[str, ...], filed: Kind):
    assert kind(mail(*headers)) is filed


@pytest.mark.parametrize(
    ("sender", "headers", "filed"),
    [
        ("MAILER-DAEMON@example.org", (), Kind.BOUNCE),
        ("MAILER-DAEMON", ("Return-Path: <>",), Kind.BOUNCE),
        ("postmaster@example.org", ("Return-Path: <>",), Kind.BOUNCE),
        ("postmaster@example.org", (), Kind.CUSTOMER),
        ("noreply@example.org", (), Kind.CUSTOMER),
    ],
)
def test_a_daemon_sends_bounces_and_a_postmaster_may_have_a_question(
    sender: str, headers: tuple[str, ...], filed: Kind
):
    assert kind(mail(*headers, sender=sender)) is filed


def test_the_vocabulary_is_plain_text():
    """What is stored is a word, readable without this enumeration."""
    assert (Kind.AUTO_REPLY, Refusal.LIST) == ("auto_reply", "list")
