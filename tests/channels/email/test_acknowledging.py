"""Who writes is told that it has come: people alone, once a day, never a program."""

from collections.abc import Callable
from typing import Any

import pytest

from channels.contract import Letter
from channels.email.acknowledging import DAY, Acknowledging
from channels.email.compose import compose
from channels.email.loops import may_answer
from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedMail
from channels.email.ports import MailboxInForce
from crm.records import Case
from tests.kit.post import SUPPORT, letter

SENT = 1_795_000_000_000_000
"""When the letters of the kit say that they were sent."""
BOX = MailboxInForce(
    name="support", address=SUPPORT, queue="mail", acknowledge="Its number is {number}."
)
CASE = Case(
    id="k",
    number=1042,
    subject="x",
    customer_id="c",
    queue_id="q",
    mailbox="support",
    opened_at=SENT,
    changed_at=SENT,
)


class Post:
    """Keeps what is posted, each key once."""

    def __init__(self) -> None:
        self.letters: dict[str, Letter] = {}

    def post(self, letter: Letter) -> Callable[[Any], None]:
        def row(_: Any) -> None:
            self.letters.setdefault(letter.key, letter)

        return row


def _read(**headers: str) -> ParsedMail:
    return parse(letter(**headers).as_bytes(), received_at=SENT)


def _told(mail: ParsedMail, *, at: int = SENT, box: MailboxInForce = BOX) -> list[Letter]:
    post = Post()
    for row in Acknowledging(post, {SUPPORT}).rows(box, mail, CASE, at):
        row(None)
    return list(post.letters.values())


def test_a_customer_is_told_the_number():
    """RFC 3834: to the sender, in the thread, from the mailbox that was written to."""
    (told,) = _told(_read())
    assert told.to == ("zoe@customer.example",)
    assert told.subject == "Re: Where is my parcel? [#1042]"
    assert told.text == "Its number is 1042."
    assert (told.sender, told.answers) == (SUPPORT, "<1@customer.example>")


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.example>"},
        {"X_Auto_Response_Suppress": "OOF"},
        {"X_Parley_Loop": "1"},
        {"Return_Path": "<>"},
        {"sender": "MAILER-DAEMON@customer.example"},
        {"sender": SUPPORT},
        {"to": "someone.else@shop.example"},
    ],
)
def test_no_program_is_told_anything(headers: dict[str, str]):
    """RFC 3834 section 2, RFC 5230 section 4.6: each sign alone is enough."""
    assert _told(_read(**headers)) == []


def test_what_is_older_than_a_day_is_not_acknowledged():
    """A mailbox that is fetched for the first time is full of it."""
    assert _told(_read(), at=SENT + DAY + 1) == []


def test_a_mailbox_without_words_says_nothing():
    assert _told(_read(), box=MailboxInForce(name="b", address=SUPPORT, queue="mail")) == []


def test_a_sender_is_told_once_a_day():
    """Headers may fail; the count does not."""
    post = Post()
    for number in range(5):
        mail = _read(message_id=f"<{number}@customer.example>")
        for row in Acknowledging(post, {SUPPORT}).rows(BOX, mail, CASE, SENT + number):
            row(None)
    assert len(post.letters) == 1


def test_two_gateways_stop_after_one_word():
    """EIN-001: our own acknowledgement is one that another gateway like ours leaves alone."""
    (told,) = _told(_read())
    sent = compose(
        told, sender=SUPPORT, sender_name="Shop", message_id="<ack@shop.example>", at=SENT
    )
    theirs = parse(sent, received_at=SENT)
    assert not may_answer(theirs, own_addresses={"zoe@customer.example"})
