"""What the answer bot did, by day and site."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TextIO

from channels.chat.bot_turns import BotCount
from reports.tables import Cell, harmless
from router.ids import Instant

BOT_COLUMNS: Final = (
    *("chats", "answered", "helped", "not_helped", "missed", "told", "asked"),
    *("handed_over", "wanted", "left_message", "closed", "fell_silent", "kept"),
)


@dataclass(slots=True)
class BotFigures:
    """The bot's work in the chats of one site that began on one day."""

    chats: int = 0
    """Which it greeted."""
    answered: int = 0
    helped: int = 0
    """Answers their reader called a help."""
    not_helped: int = 0
    """Answers after which a person was called."""
    missed: int = 0
    """Questions without an answer."""
    told: int = 0
    """Times it told the place in the queue or the hours."""
    asked: int = 0
    """Questions it put for the case."""
    handed_over: int = 0
    wanted: int = 0
    """Hand-overs because the customer asked for a person."""
    left_message: int = 0
    """Hand-overs by a message left behind."""
    closed: int = 0
    """Times it told that nobody was there."""
    fell_silent: int = 0
    """Chats it ended because nothing came any more."""

    @property
    def kept(self) -> float | None:
        """The share of chats that no person was needed for."""
        return None if not self.chats else 1 - self.handed_over / self.chats

    def add(self, count: BotCount) -> None:
        """Count something in."""
        match count.kind:
            case "greeting":
                self.chats += count.times
            case "answer":
                self.answered += count.times
            case "helped":
                self.helped += count.times
            case "miss":
                self.missed += count.times
            case "told":
                self.told += count.times
            case "ask":
                self.asked += count.times
            case "idle":
                self.fell_silent += count.times
            case "closed":
                self.closed += count.times
                self._because(count)
            case "handed_over":
                self.handed_over += count.times
                self.wanted += count.times * (count.about == "wanted")
                self.left_message += count.times * (count.about == "message")
                self._because(count)

    def cells(self) -> tuple[Cell, ...]:
        """Give the figures in the order of `BOT_COLUMNS`."""
        values = (getattr(self, name) for name in BOT_COLUMNS)
        return tuple(round(each, 4) if isinstance(each, float) else each for each in values)

    def _because(self, count: BotCount) -> None:
        """Count what made it call a person: the question that missed is not a line of its own."""
        self.not_helped += count.times * (count.about == "not_helped")
        self.missed += count.times * (count.about == "missed")


def bot_figures(
    counts: Iterable[BotCount], day_of: Callable[[Instant], str]
) -> Mapping[tuple[str, str], BotFigures]:
    """Sum up by day, as `day_of` writes it, and site id, in order."""
    figures: defaultdict[tuple[str, str], BotFigures] = defaultdict(BotFigures)
    for count in counts:
        figures[day_of(count.quarter), count.site].add(count)
    return dict(sorted(figures.items()))


def write_bot_csv(
    file: TextIO, figures: Mapping[tuple[str, str], BotFigures], names: Mapping[str, str]
) -> None:
    """Write every day and site as comma-separated values with a heading."""
    writer = csv.writer(file)
    writer.writerow(("day", "site", *BOT_COLUMNS))
    for (day, site), row in figures.items():
        writer.writerow((day, harmless(names.get(site, site)), *row.cells()))
