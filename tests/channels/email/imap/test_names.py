"""How names are written in commands."""

import imaplib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.email.imap.names import folder_name, quoted, search_date


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("support", '"support"'),
        ("support desk", '"support desk"'),
        ('p"a\\ss', '"p\\"a\\\\ss"'),
        ("", '""'),
    ],
)
def test_a_name_stands_between_quotes(text: str, written: str):
    """RFC 3501 section 4.3: the library writes user names and folders as they are."""
    assert quoted(text) == written


@pytest.mark.parametrize("text", ["a\r\nA1 LOGOUT", "a\nb", "a\0b"])
def test_a_name_cannot_begin_another_command(text: str):
    with pytest.raises(ValueError, match="line break"):
        quoted(text)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("INBOX", "INBOX"),
        ("Odd Näme & Co", "Odd N&AOQ-me &- Co"),
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),  # the RFC's own
        ("Entwürfe", "Entw&APw-rfe"),
        ("📥", "&2D3c5Q-"),
        ("a\tb", "a&AAk-b"),
    ],
)
def test_a_folder_is_written_in_modified_utf_7(name: str, written: str):
    """RFC 3501 section 5.1.3."""
    assert folder_name(name) == written


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_written_folder_is_plain_and_can_be_read_back(name: str):
    written = folder_name(name)
    assert all(" " <= letter <= "~" for letter in written)
    assert _read(written) == name


def _read(written: str) -> str:
    """Decode with the standard library's UTF-7, which differs in the shift and in one letter."""
    found, _, rest = written.partition("&")
    while rest:
        code, _, plain = rest.partition("-")
        found += ("+" + code.replace(",", "/") + "-").encode().decode("utf-7") if code else "&"
        more, _, rest = plain.partition("&")
        found += more
    return found


def test_a_day_is_written_in_english():
    """RFC 3501, `date`: the standard library writes the same, in UTC."""
    noon = 1_795_262_400
    assert search_date(noon * 1_000_000) == "21-Nov-2026"
    assert search_date(noon * 1_000_000) in imaplib.Time2Internaldate(noon)
