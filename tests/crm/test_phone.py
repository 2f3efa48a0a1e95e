"""Telephone numbers are found again however they are written."""

import pytest

from crm.phone import significant_digits


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("+33 1 70 18 00 12", "170180012"),
        ("0033 (1) 70.18.00.12", "170180012"),
        ("01 70 18 00 12", "170180012"),
        ("4711", "4711"),
        ("anonymous", ""),
        ("", ""),
        ("٠١٢٣", ""),
    ],
)
def test_the_digits_that_tell_subscribers_apart(written: str, digits: str):
    """CRM-010: prefixes differ from writer to writer."""
    assert significant_digits(written) == digits
