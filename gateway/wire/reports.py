"""Reports, counted from the record."""

from typing import Literal

from gateway.wire.scalars import Ok, Payload


class ReportRow(Payload, frozen=True, kw_only=True):
    """What happened in one queue, to one agent or under one code."""

    id: str
    name: str
    figures: dict[str, float | int | None]
    """By name, as in the columns of `parley report --csv`; null: nothing to tell it from."""


class Report(Ok, frozen=True, kw_only=True):
    """The sums of a period, by name."""

    by: Literal["queue", "agent", "code"]
    rows: tuple[ReportRow, ...]
