"""What a draft becomes: its place in the thread, its subject, what it repeats."""

from typing import Any

import pytest
from msgspec.structs import replace

from channels.email.mail_body import Written, body_of
from channels.email.parse.parsed import ParsedAddress
from channels.email.values import Draft, Mail, Recipients
from channels.email.writing import MOST_QUOTED_CHARS, MOST_REFERENCES, recipients, write
from crm.records import Case

AT = 1_800_000_000_000_000
CASE = Case(
    id="c7",
    number=7,
    subject="Where is it?",
    customer_id="k1",
    queue_id="q1",
    mailbox="support",
    opened_at=AT,
    changed_at=AT,
)
ORIGINAL = Mail(
    id="m1",
    case_id="c7",
    interaction_id="i1",
    direction="in",
    mailbox="support",
    message_id="<1@customer.example>",
    references=("<0@customer.example>",),
    sender=ParsedAddress("Zoé <Martin>", "zoe@customer.example"),
    recipients=Recipients(
        to=(ParsedAddress("", "support@shop.example"),),
        cc=(ParsedAddress("Ada", "ada@customer.example"),),
    ),
    subject="Where is <it>?",
    text="It was due\n<b>on Monday</b>.",
    html="<script>steal()</script>",
    at=AT,
)
DRAFT = Draft(
    id="d1",
    case_id="c7",
    agent_id="a1",
    kind="reply",
    sender=None,
    recipients=Recipients(to=(ParsedAddress("", "zoe@customer.example"),)),
    subject="",
    html="<p>It comes <b>today</b>.</p>",
    files=(),
    rev=1,
    saved_at=AT,
)


def written(original: Mail | None = ORIGINAL, **draft: Any) -> Mail:
    """The mail that a draft becomes."""
    changed = replace(DRAFT, **draft)
    return write(
        changed,
        body_of(Written(changed.html)),
        case=CASE,
        original=original,
        sender=ParsedAddress("Alice", "support@shop.example"),
        message_id="<c7.m2.mac@shop.example>",
        mail_id="m2",
        files=(),
        at=AT,
    )


@pytest.mark.parametrize("kind", ["reply", "reply_all", "forward"])
def test_an_answer_repeats_the_original_under_its_header(kind):
    """ERP-003, ERP-018, EPL-014: sender, recipients, subject, date and time, then the words."""
    mail = written(kind=kind)
    assert mail.text == "It comes today."
    assert mail.quoted == (
        "From: Zoé <Martin> <zoe@customer.example>\n"
        "To: support@shop.example\n"
        "Cc: Ada <ada@customer.example>\n"
        "Date: 2027-01-15 08:00 UTC\n"
        "Subject: Where is <it>?\n"
        "\n"
        "> It was due\n"
        "> <b>on Monday</b>.\n"
    )
    assert mail.html is not None
    assert "<b>Subject:</b> Where is &lt;it&gt;?" in mail.html
    assert "It was due<br>&lt;b&gt;on Monday&lt;/b&gt;." in mail.html
    assert "steal" not in mail.html


FOLDED = replace(ORIGINAL, text="Can you help?\n\n", quoted="Von: Bob\n\nThe <lamp> smokes.")


def test_what_is_passed_on_is_the_whole_mail_and_not_what_is_shown_of_it():
    """ERP-017: a reader who is new to it has nothing else."""
    mail = written(FOLDED, kind="forward")
    assert mail.quoted.endswith("> Can you help?\n> \n> Von: Bob\n> \n> The <lamp> smokes.\n")
    assert mail.html is not None
    assert "Can you help?<br><br>Von: Bob<br><br>The &lt;lamp&gt; smokes." in mail.html


def test_an_answer_does_not_repeat_what_its_reader_quoted():
    mail = written(FOLDED)
    assert mail.quoted.endswith("> Can you help?\n")
    assert "smokes" not in f"{mail.html}"


@pytest.mark.parametrize("kind", ["follow_up", "new"])
def test_a_follow_up_does_not_repeat_the_original(kind):
    """ERP-019, EPL-015."""
    mail = written(kind=kind)
    assert mail.quoted == ""
    assert mail.html == "<p>It comes <b>today</b>.</p>"


@pytest.mark.parametrize(
    ("kind", "subject", "wanted"),
    [
        ("reply", "", "Re: Where is it? [#7]"),
        ("reply_all", "Re: Re: Found [#7]", "Re: Found [#7]"),
        ("forward", "Re: Found", "Fwd: Found [#7]"),
        ("follow_up", "News", "News [#7]"),
    ],
)
def test_the_subject_has_the_number_of_the_case(kind, subject, wanted):
    """ERP-004: so that the answer is a follow-up."""
    assert written(kind=kind, subject=subject).subject == wanted


def test_it_stands_in_the_thread():
    """EIN-007: In-Reply-To is the mail it answers, References are the way to it."""
    mail = written()
    assert mail.in_reply_to == "<1@customer.example>"
    assert mail.references == ("<0@customer.example>", "<1@customer.example>")
    assert mail.message_id == "<c7.m2.mac@shop.example>"


def test_a_mail_without_a_chain_stands_behind_the_one_it_answers():
    """RFC 5322 section 3.6.4."""
    original = replace(ORIGINAL, references=(), in_reply_to="<0@shop.example>")
    assert written(original).references == ("<0@shop.example>", "<1@customer.example>")


def test_without_an_original_it_begins_a_thread():
    mail = written(None)
    assert (mail.in_reply_to, mail.references, mail.quoted) == (None, (), "")


def test_of_a_long_thread_the_first_and_the_last_stay():
    """RFC 5322 section 3.6.4 bounds nothing; servers on the way do."""
    chain = tuple(f"<{number}@x.example>" for number in range(500))
    references = written(replace(ORIGINAL, references=chain)).references
    assert len(references) == MOST_REFERENCES
    assert references[0] == "<0@x.example>"
    assert references[-2:] == ("<499@x.example>", "<1@customer.example>")


def test_of_a_huge_original_the_beginning_is_repeated():
    """A mail of ours never grows with what a stranger has sent."""
    mail = written(replace(ORIGINAL, text="word\n" * 1_000_000))
    assert len(mail.quoted) < 2 * MOST_QUOTED_CHARS


def test_what_the_agent_pasted_is_made_harmless():
    mail = written(kind="follow_up", html="<p onclick='x()'>Hi<script>x()</script></p>")
    assert mail.html == "<p>Hi</p>"
    assert mail.text == "Hi"


def test_each_recipient_is_one_and_stands_where_it_came_first():
    """Nobody gets a mail twice because of an address in two spellings."""
    whom = recipients(
        ("Zoe@x.example", "zoe@X.example", "ada@x.example"),
        ("ADA@x.example", "bob@x.example"),
        ("bob@x.example", "eve@x.example"),
    )
    assert [each.address for each in whom.to] == ["Zoe@x.example", "ada@x.example"]
    assert [each.address for each in whom.cc] == ["bob@x.example"]
    assert [each.address for each in whom.bcc] == ["eve@x.example"]
    assert written(recipients=whom).deliveries == tuple(
        replace(written().deliveries[0], address=address) for address in whom.addresses
    )
