"""Where a mail belongs: whoever knows a number or an identifier is not yet whoever takes part."""

from typing import Any

import pytest
from msgspec.structs import replace

from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedMail
from channels.email.threading import (
    MOST_NUMBERS,
    Match,
    Placement,
    numbers_in,
    participants_of,
    place,
    with_number,
)
from crm.records import REOPENS_WITHIN, Case

AT = 1_800_000_000_000_000
ZOE = "zoe@customer.example"
MALLORY = "mallory@elsewhere.example"
OPEN = Case(
    id="c7",
    number=7,
    subject="Where is it?",
    customer_id="k1",
    queue_id="q1",
    mailbox="support",
    opened_at=AT - REOPENS_WITHIN,
    changed_at=AT - REOPENS_WITHIN,
)
OTHER = replace(OPEN, id="c8", number=8)
ELSEWHERE = replace(OPEN, mailbox="billing")
JUST_CLOSED = replace(OPEN, status="closed", closed_at=AT - REOPENS_WITHIN)
JUNK = replace(JUST_CLOSED, spam_at=AT)
LONG_CLOSED = replace(OPEN, status="closed", closed_at=AT - REOPENS_WITHIN - 1)


def mail(sender: str | None = ZOE, **headers: str) -> ParsedMail:
    """A message of somebody's."""
    lines = [f"{name}: {value}" for name, value in headers.items()]
    lines += [] if sender is None else [f"From: {sender}"]
    return parse("\r\n".join([*lines, "", "Hello"]).encode(), received_at=AT)


def match(case: Case = OPEN, *, proven: bool = False, known: tuple[str, ...] = (ZOE,)) -> Match:
    """A case that a mail may belong to; Zoe takes part in it."""
    return Match(case=case, participants=frozenset(known), proven=proven)


def placed(
    *matches: Match, sender: str | None = ZOE, automatic: bool = False, blocked: bool = False
) -> Placement:
    """Where a mail to the mailbox `support` goes."""
    return place(
        mail(sender), matches, mailbox="support", at=AT, automatic=automatic, blocked=blocked
    )


INTO: dict[str, tuple[dict[str, Any], Placement]] = {
    "our identifier, from a participant": (
        {"matches": [match(proven=True)]},
        Placement(case=OPEN),
    ),
    "our identifier, from a stranger": (
        {"matches": [match(proven=True)], "sender": MALLORY},
        Placement(linked_to="c7"),
    ),
    "our identifier, from nobody": (
        {"matches": [match(proven=True)], "sender": None},
        Placement(linked_to="c7"),
    ),
    "our identifier, from a program with an address of its own": (
        {"matches": [match(proven=True)], "automatic": True, "sender": MALLORY},
        Placement(case=OPEN, stranger=True),
    ),
    "a number, from a participant": ({"matches": [match()]}, Placement(case=OPEN)),
    "a number, from the participant in capitals": (
        {"matches": [match()], "sender": ZOE.upper()},
        Placement(case=OPEN),
    ),
    "a number, from a stranger": (
        {"matches": [match()], "sender": MALLORY},
        Placement(linked_to="c7"),
    ),
    "a number, from nobody": ({"matches": [match()], "sender": None}, Placement(linked_to="c7")),
    "our identifier, from a participant who is blocked": (
        {"matches": [match(proven=True)], "blocked": True},
        Placement(linked_to="c7"),
    ),
    "nothing": ({"matches": []}, Placement()),
    "another mailbox": ({"matches": [match(ELSEWHERE)]}, Placement(linked_to="c7")),
    "another mailbox, our identifier": (
        {"matches": [match(ELSEWHERE, proven=True)]},
        Placement(linked_to="c7"),
    ),
    "closed fourteen days ago": (
        {"matches": [match(JUST_CLOSED)]},
        Placement(case=JUST_CLOSED, reopens=True),
    ),
    "closed as spam": ({"matches": [match(JUNK)]}, Placement(linked_to="c7")),
    "closed longer ago": ({"matches": [match(LONG_CLOSED)]}, Placement(linked_to="c7")),
    "closed longer ago, our identifier": (
        {"matches": [match(LONG_CLOSED, proven=True)]},
        Placement(linked_to="c7"),
    ),
    "a program, to an open case": (
        {"matches": [match()], "automatic": True},
        Placement(case=OPEN),
    ),
    "a program, to a case just closed": (
        {"matches": [match(JUST_CLOSED)], "automatic": True},
        Placement(case=JUST_CLOSED),
    ),
    "a program, to a case long closed": (
        {"matches": [match(LONG_CLOSED)], "automatic": True},
        Placement(case=LONG_CLOSED),
    ),
    "a program nobody knows": (
        {"matches": [match()], "automatic": True, "sender": MALLORY},
        Placement(linked_to="c7"),
    ),
    "the surer match first": (
        {"matches": [match(OTHER, proven=True), match()]},
        Placement(case=OTHER),
    ),
    "the first match that fits": (
        {"matches": [match(OTHER, known=(MALLORY,)), match()]},
        Placement(case=OPEN),
    ),
    "none fits: the surest is linked": (
        {"matches": [match(OTHER), match()], "sender": MALLORY},
        Placement(linked_to="c8"),
    ),
    "a match without participants": (
        {"matches": [match(known=())], "sender": None},
        Placement(linked_to="c7"),
    ),
}


@pytest.mark.parametrize(("given", "placement"), INTO.values(), ids=INTO.keys())
def test_a_mail_gets_its_place(given: dict[str, Any], placement: Placement):
    """EIN-007, EIN-008, EIN-009, EIN-010, EIN-011, CRM-012: follow-up, linked case, new case."""
    assert placed(*given.pop("matches"), **given) == placement


@pytest.mark.parametrize(
    ("subject", "numbers"),
    [
        ("Re: Where is it? [#7]", (7,)),
        ("[#7] Re: [#8] and [#7]", (7, 8)),
        ("[#007]", (7,)),
        ("#7 [7] [# 7] [#] [#-7] [#7x]", ()),
        ("[#1234567890123]", ()),
        (" ".join(f"[#{n}]" for n in range(1, 1_000)), tuple(range(1, MOST_NUMBERS + 1))),
        ("[#" * 100_000, ()),
        ("", ()),
    ],
)
def test_a_subject_names_few_cases(subject: str, numbers: tuple[int, ...]):
    """EIN-009: what is looked up for one mail is bounded, whatever its subject holds."""
    assert numbers_in(subject) == numbers


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("Where is it?", "Re: Where is it? [#7]"),
        ("Re: Where is it? [#7]", "Re: Where is it? [#7]"),
        ("RE: AW: Re[2]: Fwd : Where is it?", "Re: Where is it? [#7]"),
        ("[#7] Re: Where is it?", "Re: Where is it? [#7]"),
        ("Re: [#3] Re: Where [#4] is it? [#7]", "Re: Where is it? [#7]"),
        ("RÉP : Where is it?", "Re: Where is it? [#7]"),
        ("More: where?", "Re: More: where? [#7]"),
        ("Software: broken", "Re: Software: broken [#7]"),
        ("A question re: it", "Re: A question re: it [#7]"),
        ("Tr", "Re: Tr [#7]"),
        ("Re:", "Re: [#7]"),
        ("", "Re: [#7]"),
        ("a\r\nBcc: b", "Re: a Bcc: b [#7]"),
    ],
)
def test_a_subject_of_ours_has_one_prefix_and_one_number(subject: str, wanted: str):
    """ERP-004: so the answer is found, and nothing of what the customer wrote is lost."""
    assert with_number(subject, 7, prefix="Re:") == wanted


def test_a_subject_does_not_grow():
    """ERP-004: two systems that answer each other pile nothing up."""
    subject = "Where is it?"
    for _ in range(50):
        subject = with_number(f"Re: {subject}", 7, prefix="Re:")
    assert subject == "Re: Where is it? [#7]"


def test_who_writes_and_who_gets_a_copy_takes_part():
    """EIN-009: colleagues in copy may answer; our own mailboxes are no participants."""
    written = mail(
        "Zoe <Zoe@Customer.Example>",
        To="support@shop.example, Ada <ada@customer.example>",
        Cc="bob@customer.example, SUPPORT@shop.example",
    )
    assert participants_of(written, {"Support@Shop.example"}) == {
        *(ZOE, "ada@customer.example", "bob@customer.example")
    }


def test_who_is_unknown_takes_no_part():
    assert participants_of(mail(None), set()) == frozenset()
