"""What the process that counts the record is asked, and what it answers."""

import msgspec

from reports.tables import By, Cell
from router.ids import Duration, Instant


class Counting(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a period, wanted by queue, agent or code."""

    url: str
    """Of the database; it may hold a password, which a command line would show."""
    by: By
    first: Instant | None
    last: Instant | None
    """Before which the period ends."""
    service_level: Duration


class CountedRow(msgspec.Struct, frozen=True):
    """One queue, agent or code with its figures in the order of `reports.tables.columns`."""

    id: str
    cells: tuple[Cell, ...]


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The rows, or why there are none."""

    rows: tuple[CountedRow, ...] = ()
    fault: str | None = None
