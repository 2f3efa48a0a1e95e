"""As long as an epoch lasts, a number names the same message."""

from dataclasses import replace
from datetime import date

import pytest
from msgspec.structs import replace as with_changes

from channels.email.imap.answers import Selected
from channels.email.imap.epochs import Epoch, First, holds, next_epoch
from router.ids import seconds

FOLDER = "support@mail.example.org/INBOX"
NOW = 1_795_000_000_000_000
FOUND = Selected(uidvalidity=7, uidnext=101)


def begin(
    *known: Epoch, first: First = "new", found: Selected = FOUND, source: str = FOLDER
) -> Epoch:
    return next_epoch(
        known, found, mailbox="support", source=source, first=first, there=100, at=NOW
    )


@pytest.mark.parametrize(
    ("first", "since"),
    [("new", None), ("all", 0), (date(2026, 11, 1), 1_793_491_200_000_000)],
)
def test_the_first_one_takes_what_arrives_and_perhaps_what_is_there(
    first: First, since: int | None
):
    epoch = begin(first=first)
    assert (epoch.validity, epoch.first_uid, epoch.since) == (7, 101, since)


def test_a_server_that_does_not_tell_its_next_number_is_asked_for_its_last():
    assert begin(found=Selected(uidvalidity=7, uidnext=None)).first_uid == 101


def test_a_later_one_takes_what_came_since_the_first_connect():
    """What the very first connect left out stays out, with a day for clocks that disagree."""
    first = begin(first="new")
    second = begin(first, found=Selected(uidvalidity=8, uidnext=5))
    third = begin(first, second, found=Selected(uidvalidity=9, uidnext=5))
    assert second.since == third.since == NOW - seconds(86_400)


def test_a_later_one_takes_everything_where_the_first_did():
    assert begin(begin(first="all"), found=Selected(uidvalidity=8, uidnext=5)).since == 0


def test_a_later_one_takes_what_came_since_the_day_that_was_given():
    first = begin(first=date(2026, 11, 1))
    assert begin(first, found=Selected(uidvalidity=8, uidnext=5)).since == first.since


def test_a_number_that_comes_again_is_another_epoch():
    """Servers that restore a backup, or that give every folder the same UIDVALIDITY."""
    first = begin()
    second = begin(first, source="elsewhere")
    third = begin(first, second)
    assert len({first.validity, second.validity, third.validity}) == 3
    assert {each.validity % 2**32 for each in (first, second, third)} == {7}
    assert holds(third, FOLDER, FOUND, seen=0, there=100)


@pytest.mark.parametrize(
    ("found", "seen", "there", "lasts"),
    [
        (FOUND, 100, 100, True),
        (replace(FOUND, uidnext=250), 100, 100, True),  # a gap: messages that were removed
        (replace(FOUND, uidnext=None), 100, 100, True),
        (replace(FOUND, uidvalidity=8), 100, 100, False),
        (replace(FOUND, uidnext=50), 100, 49, False),  # begun anew without a word
        (replace(FOUND, uidnext=50), 0, 49, False),  # the same, below what was there at first
        (replace(FOUND, uidnext=50), 100, 100, True),  # the server counts wrongly
    ],
)
def test_when_numbers_hold(found: Selected, seen: int, there: int, lasts: bool):
    assert holds(begin(), FOLDER, found, seen=seen, there=there) is lasts


def test_another_folder_is_another_epoch():
    assert not holds(begin(), "support@mail.example.org/Archive", FOUND, seen=0, there=100)
    elsewhere = with_changes(begin(), source="elsewhere")
    assert not holds(elsewhere, FOLDER, FOUND, seen=0, there=100)
