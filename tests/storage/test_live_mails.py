"""The mails in hand are found by whatever may change of them, and memory does not hold them."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from channels.email.ports import PREVIEW_CHARS, LiveMail
from storage.live_mails import LiveMails
from tests.kit.mail_rows import CASE, ZOE, incoming


@pytest.fixture
def kept() -> Iterator[LiveMails]:
    """Nothing in hand."""
    mails = LiveMails()
    yield mails
    mails.close()


def _live(number: int, **more: object) -> LiveMail:
    mail = incoming(id=f"m{number}", interaction_id=f"i{number}", case_id=CASE.id)
    return replace(LiveMail(mail=mail, case=CASE, customer=ZOE, follow_up=False), **more)


def test_a_mail_is_given_back_as_it_is_previewed(kept: LiveMails):
    """What an offer shows of a mail; the case has all of it."""
    live = _live(1)
    long = replace(live.mail, text="ü" * 9_000, quoted="> old", html="<p>ü")
    kept.put(replace(live, mail=long))
    shown = replace(long, text="ü" * PREVIEW_CHARS, quoted="", html="")
    assert kept.get("i1") == replace(live, mail=shown)
    assert kept.get("i2") is None


def test_what_is_put_twice_is_one_and_what_is_dropped_is_gone(kept: LiveMails):
    kept.put(_live(1))
    kept.put(_live(2))
    kept.put(_live(1, follow_up=True))
    assert len(kept) == 2
    found = kept.get("i1")
    assert found is not None
    assert found.follow_up
    kept.drop("i1")
    kept.drop("i1")
    assert (len(kept), kept.get("i1")) == (1, None)


def test_mails_are_found_by_all_that_may_change_around_them(kept: LiveMails):
    """A merged case shows its mails as those of the one that goes on, which others may join."""
    other = replace(CASE, id="other")
    zara = replace(ZOE, id="zara")
    kept.put(_live(1))
    kept.put(_live(2, case=other, customer=zara))
    assert [each.mail.id for each in kept.of_mail("m2")] == ["m2"]
    assert [each.mail.id for each in kept.of_cases([CASE.id, "other"])] == ["m1", "m2"]
    assert [each.mail.id for each in kept.shown_in("other")] == ["m2"]
    assert [each.mail.id for each in kept.of_customers([zara.id])] == ["m2"]
    kept.put(_live(2))
    assert list(kept.shown_in("other")) == []
    assert list(kept.of_customers([zara.id])) == []
