"""Message-IDs that nobody else can make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.email.message_ids import MessageIds

OURS = MessageIds(b"key of this company")
MADE = OURS.make(1001, "0123456789abcdef0123456789abcdef", "shop.example")


def test_a_message_id_says_whose_case_it_is():
    """EIN-007: an answer to one of our mails is known by the identifier alone."""
    assert OURS.case_number(MADE) == 1001


def test_the_same_mail_has_the_same_identifier():
    """So that a mail sent twice can be recognised as one (RFC 5322 section 3.6.4)."""
    assert OURS.make(1001, "0123456789abcdef0123456789abcdef", "shop.example") == MADE


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "<1@shop.example>",
        MADE.replace("c1001.", "c1002."),
        MADE.replace("0123", "0124"),
        MADE.replace("c1001.", "c."),
        MADE.replace("c1001.", "c-1001."),
        MADE.replace("c1001.", "c1001000000000000."),
        MADE[:-16] + "@shop.example>",
        MADE.replace("@", "a@"),
        MADE.replace("@", "\n@"),
        MADE.strip("<>"),
        f" {MADE}",
        f"{MADE}\n",
        f"{MADE}{MADE}",
        MADE.replace("shop.example", ""),
        MADE.replace("shop", "s<hop"),
        "<c1001.0123456789abcdef0123456789abcdef.aaaaaaaaaaaaaaaaaaaaaaaaaa@shop.example>",
        "<" + "c" * 1_000_000 + ">",
    ],
)
def test_a_forged_or_altered_one_is_not_ours(forged: str):
    """EIN-009: whoever guesses, counts on or alters an identifier proves nothing."""
    assert OURS.case_number(forged) is None


def test_one_of_another_company_is_not_ours():
    assert MessageIds(b"another key").case_number(MADE) is None


def test_servers_on_the_way_may_change_the_case():
    """The domain belongs to nobody's proof, and letters may come back as capitals."""
    assert OURS.case_number(MADE.replace("shop.example", "SHOP.EXAMPLE")) == 1001
    assert OURS.case_number(MADE.upper()) == 1001


@given(
    st.integers(0, 10**12 - 1),
    st.text("0123456789abcdef", min_size=1, max_size=64),
    st.from_regex(r"[a-z0-9.-]{1,60}", fullmatch=True),
)
def test_every_identifier_of_ours_is_recognised(number: int, mail_id: str, domain: str):
    assert OURS.case_number(OURS.make(number, mail_id, domain)) == number


@given(st.text(max_size=300))
def test_no_text_of_a_stranger_is_ours(text: str):
    assert OURS.case_number(text) is None
