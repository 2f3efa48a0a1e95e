"""What telephone systems write about a recording, in the words they come with or in others."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.voicemail.mail_rule import PATTERNS, Pattern, PatternError, Told, read_mail

USUAL = tuple(Pattern(each) for each in PATTERNS)
ASTERISK = """Dear Ada:

\tJust wanted to let you know you were just left a 0:05 long message (number 1)
in mailbox 2001 from "Zoë Müller" <+4930123456>, on Saturday, November 21, 2026.
"""
FIELDS = """There is a new voicemail in mailbox 2002:

\tFrom:\t"ACME, Inc" <0033 1 23 45 67 89>
\tLength:\t1:05 seconds
\tDate:\tSaturday, November 21, 2026
"""


@pytest.mark.parametrize(
    ("subject", "text", "told"),
    [
        (
            "[PBX]: New message 1 in mailbox 2001",
            ASTERISK,
            Told(caller="+4930123456", caller_name="Zoë Müller", duration_seconds=5, box="2001"),
        ),
        (
            "New message",
            FIELDS,
            Told(
                caller="0033 1 23 45 67 89",
                caller_name="ACME, Inc",
                duration_seconds=65,
                box="2002",
            ),
        ),
        ("New voicemail from +49 30 123456", "", Told(caller="+49 30 123456")),
        ("New Voicemail from Zoë <030-123456>", "", Told(caller="030-123456", caller_name="Zoë")),
        (
            "Voicemail",
            "Caller: 030123456\nDuration: 17",
            Told(caller="030123456", duration_seconds=17),
        ),
        ("Voicemail from <anonymous>", "", Told()),
        ("Voicemail from Unknown", "", Told()),
        ("Voicemail", "", Told()),
        ("", "", Told()),
    ],
)
def test_what_is_usual_is_understood(subject: str, text: str, told: Told):
    """VMN-009: who called, where nobody has said how it is written."""
    assert read_mail(subject, text, USUAL) == told


def test_what_is_not_can_be_described():
    rules = [
        Pattern(r"Anruf von (?P<name>[^(]+) \((?P<number>[^)]+)\)"),
        Pattern(r"Dauer (?P<duration>[0-9:]+)"),
        Pattern(r"(?i)x-call-id: (?P<id>\S+)"),
        Pattern(r"Von (?P<caller>.+)"),
    ]
    told = read_mail(
        "Anruf von Zoë Müller (030/123456)",
        'Dauer 0:01:05\nX-Call-ID: 17@pbx\nVon "Somebody else" <999>',
        rules,
    )
    assert told == Told(
        caller="030/123456", caller_name="Zoë Müller", duration_seconds=65, message_id="17@pbx"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("(?P<caller>", "missing )"),
        (r"(?P<caller>a)\1", "invalid escape"),
        (r"(?<=a)(?P<caller>b)", "invalid"),
        ("from (.+)", "must name what it finds"),
        ("(?P<colour>.+)", "known: box, caller"),
        ("(?P<caller>a)" + "a" * 500, "500 characters"),
        ("(?P<caller>(((a{100}){100}){100}))", "no pattern"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why(text: str, why: str):
    with pytest.raises(PatternError, match=why.replace("(", r"\(").replace(")", r"\)")):
        Pattern(text)


@pytest.mark.parametrize(
    "text", [r"(?P<caller>(a+)+)$", r"(?P<caller>(a|a)*)b", r"(?P<caller>a*a*a*a*a*a*a*a*)b"]
)
def test_no_text_takes_long_whatever_the_pattern(text: str):
    """Whoever sends mail chooses the text: with other engines these take years."""
    begun = time.monotonic()
    read_mail("a" * 50_000, "a" * 50_000, [Pattern(text)])
    assert time.monotonic() - begun < 1


@given(st.text(), st.text())
def test_any_mail_tells_something_or_nothing(subject: str, text: str):
    assert isinstance(read_mail(subject, text, USUAL), Told)


def test_half_a_character_is_read_over():
    assert read_mail("from 030123456\ud800", "", USUAL).caller == "030123456"
