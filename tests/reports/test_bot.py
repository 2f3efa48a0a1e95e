"""The figures of the answer bot, by day and site."""

import csv
import io

from channels.chat.bot_turns import BotCount, TurnKind
from reports.bot import BOT_COLUMNS, bot_figures, write_bot_csv


def count(kind: TurnKind, times: int, about: str = "", *, day: int = 0) -> BotCount:
    return BotCount(site="s1", quarter=day, kind=kind, about=about, times=times)


COUNTS = (
    count("greeting", 8),
    count("answer", 5),
    count("helped", 2),
    count("miss", 3),
    count("told", 1),
    count("ask", 4),
    count("closed", 1, "not_helped"),
    count("handed_over", 1, "missed"),
    count("handed_over", 1, "wanted"),
    count("handed_over", 1, "not_helped"),
    count("handed_over", 1, "message"),
    count("idle", 1),
    count("greeting", 1, day=1),
)


def test_every_turn_counts_in_the_day_on_which_its_chat_began():
    figures = bot_figures(COUNTS, lambda at: f"day {at}")

    assert list(figures) == [("day 0", "s1"), ("day 1", "s1")]
    assert dict(zip(BOT_COLUMNS, figures["day 0", "s1"].cells(), strict=True)) == {
        "chats": 8,
        "answered": 5,
        "helped": 2,
        "not_helped": 2,
        "missed": 4,
        "told": 1,
        "asked": 4,
        "handed_over": 4,
        "wanted": 1,
        "left_message": 1,
        "closed": 1,
        "fell_silent": 1,
        "kept": 0.5,
    }
    assert figures["day 1", "s1"].kept == 1.0


def test_a_file_holds_every_day_and_no_formula():
    """A name that a spreadsheet would run is written as text (ASVS 1.2.10)."""
    file = io.StringIO()

    write_bot_csv(file, bot_figures(COUNTS, str), {"s1": "=HYPERLINK(1)"})

    rows = list(csv.reader(io.StringIO(file.getvalue())))
    assert rows[0] == ["day", "site", *BOT_COLUMNS]
    assert [row[:3] for row in rows[1:]] == [
        ["0", "'=HYPERLINK(1)", "8"],
        ["1", "'=HYPERLINK(1)", "1"],
    ]
