"""Logs of chats: which mode, which subject."""

import pytest

from crm.chat_logs import LogMode, LogSetting, mode_of, subject_of

MODES: tuple[tuple[LogSetting, LogMode, LogMode], ...] = (
    ("off", "none", "none"),
    ("by_customer", "view", "edit"),
    ("view", "view", "view"),
    ("edit", "edit", "edit"),
    ("none", "none", "none"),
)


@pytest.mark.parametrize(("setting", "known", "unknown"), MODES)
def test_a_log_presents_itself_in_exactly_one_way(
    setting: LogSetting, known: LogMode, unknown: LogMode
):
    """CHT-023: the queue's setting decides, and where that says so the customer."""
    assert mode_of(setting, known=True) == known
    assert mode_of(setting, known=False) == unknown


SUBJECTS = (
    ("My lamp\n is  broken", "My lamp is broken"),
    ("  ", "Zoé"),
    ("word " * 40, ("word " * 20).strip() + "…"),
    ("x" * 120, "x" * 100 + "…"),
)


@pytest.mark.parametrize(("words", "subject"), SUBJECTS)
def test_a_log_is_about_what_the_customer_began_with(words: str, subject: str):
    """CRM-014: one line that a list can show, until an agent says better."""
    assert subject_of(words, "Zoé") == subject
