"""Telephone numbers: what can be dialled, and where nobody is called back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.voicemail.telephone import Numbering

GERMAN = Numbering("de", ("+49 30 5550", "*97"))


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+49 30 901820", "+4930901820"),
        ("0049-30-901820", "+4930901820"),
        ("(030) 90 18 20", "+4930901820"),
        ("+33 1 42 68 53 00", "+33142685300"),
        ("\u202a+49\u00a030\u2011901820\u202c", "+4930901820"),  # out of an address book
        ("204", "204"),
        ("*97", "*97"),
        ("anonymous", ""),
        ("Restricted", ""),
        ("", ""),
        ("+", ""),
        ("<script>", ""),
        ("12345678901234567890123", "12345678901234567890123"),
    ],
)
def test_a_number_is_dialled_as_the_world_does(written: str, dialled: str):
    """CBK-001: what an agent clicks leads somewhere; what is no number is nobody's."""
    assert GERMAN.dialable(written) == dialled


def test_a_national_number_stays_as_it_is_where_no_country_is_known():
    """CBK-001: guessing the country would call a stranger."""
    assert Numbering("", ()).dialable("030 901820") == "030901820"


@pytest.mark.parametrize("number", ["", "+49305550", "*97"])
def test_nobody_is_called_back_on_the_voicemail_system(number: str):
    """CBK-001: it would take a message about a message."""
    assert not GERMAN.may_be_called(number)


def test_everybody_else_may_be_called():
    """CBK-001: a person answers there."""
    assert GERMAN.may_be_called("+4930901820")


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("(030) 90 18 20", "+4930901820"),
        ("+33 1 42 68 53 00", "+33142685300"),
        ("204", ""),
        ("110", ""),
        ("*97", ""),
        ("0900 5123456", ""),
        ("+49 1805 123456", ""),
        ("030 90182012345678", ""),
        ("call me", ""),
        ("", ""),
    ],
)
def test_a_stranger_leaves_a_number_of_their_own(typed: str, dialled: str):
    """CBK-001: no extension, no emergency number, none that costs the company extra."""
    assert GERMAN.reachable(typed) == dialled


def test_a_stranger_may_leave_a_national_number_where_no_country_is_known():
    """CBK-001: the agent who calls knows better."""
    assert Numbering("", ()).reachable("030 901820") == "030901820"


@given(st.text())
def test_nothing_that_is_written_breaks_it(text: str):
    """CBK-001: it is what strangers' telephones say; what comes out can be read again."""
    dialled = GERMAN.dialable(text)
    assert GERMAN.dialable(dialled) == dialled
    assert set(dialled) <= set("+0123456789*#")
