"""Times cross the wire as RFC 3339 UTC with milliseconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.wire.times import from_wire, seconds, to_wire, to_wire_or_none


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_795_000_000_123_999, "2026-11-18T11:06:40.123Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ],
)
def test_an_instant_is_cut_to_the_millisecond(instant, text):
    assert to_wire(instant) == text


@given(st.integers(min_value=0, max_value=4_102_444_800_000))
def test_what_was_written_is_read_back(milliseconds):
    assert from_wire(to_wire(milliseconds * 1_000)) == milliseconds * 1_000


def test_any_offset_is_understood():
    assert from_wire("2026-11-18T12:06:40+01:00") == from_wire("2026-11-18T11:06:40Z")


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-18T11:06:40", "2026-13-01T00:00:00Z"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        from_wire(text)


def test_known_to_be_absent_stays_absent():
    assert to_wire_or_none(None) is None
    assert to_wire_or_none(0) == "1970-01-01T00:00:00.000Z"


def test_durations_are_seconds():
    assert seconds(1_500_499) == 1.5
