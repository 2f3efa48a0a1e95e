"""What programs send: bounces, reports, answers nobody wrote."""

from tests.channels.email.parse.letters import DATE, MESSAGE_ID, TO, letter, multipart, nasty, part

DAEMON = TO + DATE + MESSAGE_ID + b"From: <MAILER-DAEMON@mx.example>\r\nReturn-Path: <>\r\n"
STATUS = (
    b"Reporting-MTA: dns; mx.example\r\n\r\n"
    b"Final-Recipient: rfc822; well@y.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"
    b"Final-Recipient: rfc822; gone@y.example\r\nAction: Failed (really)\r\nStatus: 5.1.1 (no)\r\n"
    b"Diagnostic-Code: smtp; 550 5.1.1 unknown\r\n user\r\n"
)


def bounce(status: bytes, *rest: bytes) -> bytes:
    """A report about a message of ours."""
    parts = (
        part(b"Your message was not delivered.", b"Content-Type: text/plain"),
        part(status, b"Content-Type: message/delivery-status"),
        *rest,
    )
    return DAEMON + multipart(*parts, kind="report; report-type=delivery-status")


AUTOMATIC = (
    nasty(
        "bounce",
        bounce(
            STATUS,
            part(
                b"Message-ID: <case-42@parley.example>\r\nSubject: Re: x\r\n\r\n",
                b"Content-Type: text/rfc822-headers",
            ),
        ),
        text="Your message was not delivered.",
        report=("gone@y.example", "failed", "5.1.1", "<case-42@parley.example>"),
        failed=True,
        kind="bounce",
        message_id="<a@example.org>",
    ),
    nasty(
        "bounce_with_the_whole_message",
        bounce(
            STATUS,
            part(
                b"Message-ID: <case-42@parley.example>\r\n\r\ntext",
                b"Content-Type: message/rfc822",
            ),
        ),
        report=("gone@y.example", "failed", "5.1.1", "<case-42@parley.example>"),
        references=(),
    ),
    nasty(
        "delay",
        bounce(b"\r\nFinal-Recipient: rfc822;a@y.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n"),
        report=("a@y.example", "delayed", "4.4.1", None),
        failed=False,
        kind="bounce",
    ),
    nasty(
        "bounce_that_says_nothing", bounce(b"garbage\r\n\r\ngarbage"), report=None, kind="bounce"
    ),
    nasty(
        "bounce_in_the_old_way",
        letter(
            b"  gone@y.example\r\n    550 5.1.1 no such user\r\n\r\n"
            b"Message-ID: <case-42@parley.example>\r\n",
            b"X-Failed-Recipients: gone@y.example",
            usual=DAEMON,
        ),
        report=("gone@y.example", "failed", "5.1.1", "<case-42@parley.example>"),
        kind="bounce",
    ),
    nasty(
        "daemon_without_an_address",
        b"From: MAILER-DAEMON\r\nSubject: returned\r\n\r\nx",
        sender=None,
        kind="bounce",
    ),
)
