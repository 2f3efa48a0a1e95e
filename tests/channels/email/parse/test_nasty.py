"""Nasty mail is read rightly, quickly, and without an exception."""

from collections.abc import Callable
from typing import Any

import pytest

from channels.email import loops
from channels.email.parse.mail import parse
from channels.email.parse.parsed import ParsedMail
from tests.channels.email.parse.letters import RECEIVED, Nasty
from tests.channels.email.parse.nasty import NASTY


def addresses(each: Any) -> Any:
    """An address, or several, without the names."""
    if each is None:
        return None
    return tuple(one.address for one in each) if isinstance(each, tuple) else each.address


ANSWERS: dict[str, Callable[[ParsedMail], Any]] = {
    "sender": lambda mail: addresses(mail.sender),
    "sender_name": lambda mail: mail.sender.name if mail.sender else None,
    "reply_to": lambda mail: addresses(mail.reply_to),
    "to": lambda mail: addresses(mail.to),
    "cc_count": lambda mail: len(mail.cc),
    "references_count": lambda mail: len(mail.references),
    "attachments_count": lambda mail: len(mail.attachments),
    "names": lambda mail: tuple(each.name for each in mail.attachments),
    "media_types": lambda mail: tuple(each.media_type for each in mail.attachments),
    "contents": lambda mail: tuple(each.content for each in mail.attachments),
    "damaged": lambda mail: tuple(each.name for each in mail.attachments if each.damaged),
    "inline": lambda mail: tuple(each.name for each in mail.attachments if each.inline),
    "kind": lambda mail: str(loops.kind(mail)),
    "lossless": lambda mail: "lossy_charset" not in mail.flags and "\ufffd" not in mail.text,
    "text_is_storable": lambda mail: bool(mail.text.encode()) and "\0" not in mail.text,
    "no_paths": lambda mail: all(
        each.name.isprintable()
        and not set(each.name) & set("/\\\0")
        and not each.name.startswith(".")
        and 0 < len(each.name.encode()) <= 150
        for each in mail.attachments
    ),
    "report": lambda mail: (
        mail.report
        and (
            mail.report.final_recipient,
            mail.report.action,
            mail.report.status,
            mail.report.original_message_id,
        )
    ),
    "failed": lambda mail: mail.report and mail.report.failed,
}
"""Questions that are not simply an attribute."""


def check(mail: ParsedMail, question: str, right: Any) -> None:
    """Compare one answer with the right one."""
    if question == "flags":
        assert set(right) <= set(mail.flags)
    elif question == "no_flags":
        assert not set(right) & set(mail.flags)
    elif question == "text_has":
        assert right in mail.text
    elif question == "content_has":
        assert any(right in each.content for each in mail.attachments)
    else:
        answer = ANSWERS.get(question, lambda mail: getattr(mail, question))
        assert answer(mail) == right, question


def test_there_are_many_of_them_each_with_its_own_name():
    assert len(NASTY) >= 60
    assert len({each.name for each in NASTY}) == len(NASTY)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("each", NASTY, ids=lambda each: each.name)
def test_a_nasty_mail_is_read_rightly(each: Nasty):
    mail = parse(each.raw, received_at=RECEIVED)
    assert each.right
    for question, right in each.right.items():
        check(mail, question, right)
    if "unparsed" not in each.right.get("flags", ()):
        assert "unparsed" not in mail.flags
    assert list(mail.flags) == sorted(set(mail.flags))
