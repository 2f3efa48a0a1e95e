"""The page about incoming mail says what the code does."""

import re
from pathlib import Path

from channels.email.loops import Kind
from channels.email.parse import limits
from channels.email.parse.flags import Flag

PAGE = (Path(__file__).resolve().parents[4] / "docs/reference/incoming-mail.md").read_text()


def test_every_flag_is_explained():
    listed = re.findall(r"^\| `([a-z_0-9]+)` \|", PAGE.partition("## The flags")[2], re.MULTILINE)
    assert listed == [str(flag) for flag in Flag]


def test_every_way_of_filing_is_explained():
    listed = re.findall(r"^\| `([a-z_]+)` \|", PAGE.partition("## The flags")[0], re.MULTILINE)
    assert sorted(listed) == sorted(Kind)


def test_the_limits_are_those_of_the_code():
    page = PAGE.partition("## The limits")[2].partition("##")[0].replace(",", "")
    for number in (limits.HEADER_LINES, limits.PARTS, limits.DEPTH, limits.ATTACHMENTS):
        assert str(number) in page
    for number in (limits.ADDRESSES, limits.HTML_DEPTH, limits.SUBJECT_CHARS):
        assert str(number) in page
    assert f"{limits.HEADER_BYTES // 1024} KiB" in page
    assert f"{limits.FIELD_BYTES // 1024} KiB" in page
    assert limits.EXPANSION == 4
