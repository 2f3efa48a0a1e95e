"""Payment card numbers masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.cards import is_card_number, mask_cards, mask_cards_in_html
from markup.sanitize import clean_html

VISA = "4111111111111111"
AMEX = "378282246310005"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (VISA, "••••••••••••1111"),
        ("my card is 4111 1111 1111 1111.", "my card is •••• •••• •••• 1111."),
        ("4111-1111-1111-1111", "••••-••••-••••-1111"),
        ("4111\u00a01111\u00a01111\u00a01111", "••••\u00a0••••\u00a0••••\u00a01111"),
        ("3782 822463 10005", "•••• •••••• •0005"),
        ("4111 1111 1111 1111 12/28 123", "•••• •••• •••• 1111 12/28 123"),
        ("4111 1111 1111 1111 123", "•••• •••• •••• 1111 123"),
        ("12 4111 1111 1111 1111", "12 •••• •••• •••• 1111"),
        (f"{VISA}, {AMEX}", "••••••••••••1111, •••••••••••0005"),
        (f"card:{VISA}!", "card:••••••••••••1111!"),
    ],
)
def test_a_card_number_keeps_its_last_four_digits(text, masked):
    assert mask_cards(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",  # wrong check digit
        "order 1234567890123",  # begins with 1
        "411111111111",  # too short
        "41111111111111111111",  # too long
        "+41 79 123 45 67 89 01 23",  # a telephone number
        "https://shop.example/orders/4111111111111111",
        "id4111111111111111",
        "4111 1111 1111\n1111",
        "no digits at all",
        "",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert mask_cards(text) == text


@pytest.mark.parametrize(
    ("html", "masked"),
    [
        ("<p>4111 1111 1111 1111</p>", "<p>•••• •••• •••• 1111</p>"),
        ("<b>4111</b><i>1111</i>11111111", "<b>••••</b><i>••••</i>••••1111"),
        ("4111&nbsp;1111&nbsp;1111&nbsp;1111", "••••&nbsp;••••&nbsp;••••&nbsp;1111"),
        (
            '<img src="https://x.example/a.png" alt="4111111111111111">',
            '<img src="https://x.example/a.png" alt="••••••••••••1111">',
        ),
        ("nothing &amp; <b>nobody</b>", "nothing &amp; <b>nobody</b>"),
    ],
)
def test_tags_between_the_digits_hide_nothing(html, masked):
    assert mask_cards_in_html(html) == masked


def with_check_digit(body: str) -> str:
    return next(body + digit for digit in "0123456789" if is_card_number(body + digit))


numbers = st.builds(
    lambda first, rest: with_check_digit(first + rest),
    st.sampled_from("23456"),
    st.text("0123456789", min_size=11, max_size=17),
)


@given(numbers)
def test_every_card_number_is_masked(number):
    assert mask_cards(number) == "•" * (len(number) - 4) + number[-4:]


@given(st.text("0123456789 -x/+4."))
def test_masking_keeps_the_length_and_hides_digits_only(text):
    masked = mask_cards(text)
    assert len(masked) == len(text)
    assert all(
        new in (old, "•") and (old.isdigit() or new == old)
        for old, new in zip(text, masked, strict=True)
    )


@given(st.text("0123456789 <>b/&;p"))
def test_masking_keeps_html_clean(html):
    masked = mask_cards_in_html(clean_html(html))
    assert clean_html(masked) == masked


@pytest.mark.parametrize("digits", ["411111111111", "9" * 16, "4111111111111112"])
def test_what_is_too_short_foreign_or_mistyped_is_no_card_number(digits):
    assert not is_card_number(digits)
