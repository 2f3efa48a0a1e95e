"""Who called, in every form in which telephone systems write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.voicemail.caller_id import caller_of


@pytest.mark.parametrize(
    ("line", "number", "name"),
    [
        ('"Ada Byron" <+4930123456>', "+4930123456", "Ada Byron"),
        ("Ada Byron <+4930123456>", "+4930123456", "Ada Byron"),
        ('"Byron, Ada" <0049 30 123456>', "0049 30 123456", "Byron, Ada"),
        ('"Zoë Ö" <030-123456>', "030-123456", "Zoë Ö"),
        ('"" <030123456>', "030123456", ""),
        ("<+4930123456>", "+4930123456", ""),
        ("+4930123456", "+4930123456", ""),
        ("(030) 12 34 56", "(030) 12 34 56", ""),
        ("030 (12) 34.56", "030 (12) 34.56", ""),
        ('"+4930123456" <+4930123456>', "+4930123456", ""),
        ('"Ada" <sip:+4930123456@pbx.example;user=phone>', "+4930123456", "Ada"),
        ('"Ada" <tel:+4930123456>', "+4930123456", "Ada"),
        ('"Ada" <sip:ada@pbx.example>', "", "Ada"),
        ("tel:+49\u201130\u2011123456", "+49-30-123456", ""),
        ("<anonymous>", "", ""),
        ('"Anonymous" <anonymous>', "", ""),
        ('"" <>', "", ""),
        ("", "", ""),
        ("asterisk", "", ""),
        ('"asterisk" <Unknown>', "", ""),
        ("Unknown", "", ""),
        ("Restricted", "", ""),
        ("Ada Byron", "", "Ada Byron"),
        ('"Ada\n Byron" <1>', "1", "Ada Byron"),
        ('"Ada <1>', "", "Ada <1>"),
        ("<" * 500, "", "<" * 200),
    ],
)
def test_a_caller_is_read(line: str, number: str, name: str):
    """VMN-009: the caller's name and number; nobody is called Unknown."""
    assert caller_of(line) == (number, name)


@given(st.text(max_size=300))
def test_any_line_names_somebody_or_nobody(line: str):
    caller = caller_of(line)
    assert caller.number == "" or caller.number[0] in "(+0123456789*#"
    assert len(caller.name) <= 200
